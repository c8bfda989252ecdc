// POST /arc/session of your server, with Go's standard library alone; beside it the files of the folder public.
package main

import (
	"bytes"
	"encoding/json"
	"io"
	"log"
	"net/http"
	"os"
	"strings"
	"time"
)

var (
	brokerURL  = os.Getenv("ARC_BROKER_URL")
	brokerKey  = os.Getenv("ARC_BROKER_KEY")
	siteOrigin = os.Getenv("SITE_ORIGIN")
)

// currentUser returns your id of the signed-in person. Put your own
// sign-in here: in this example everybody is EXAMPLE_USER.
func currentUser(_ *http.Request) string {
	return os.Getenv("EXAMPLE_USER")
}

// A redirect would take the key along, so none is followed.
var broker = http.Client{
	Timeout:       10 * time.Second,
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

// sessionAnswer gives status, content type and body for the page: a session,
// or a problem document that says why there is none.
func sessionAnswer(user string) (int, string, []byte) {
	if user == "" {
		return problem(401, "unauthorized", "Nobody is signed in")
	}
	asked, _ := json.Marshal(map[string]string{"user": user})
	request, err := http.NewRequest("POST", brokerURL+"/sessions", bytes.NewReader(asked))
	if err != nil {
		return unreachable(err)
	}
	request.Header.Set("Authorization", "Bearer "+brokerKey)
	request.Header.Set("Content-Type", "application/json")
	answer, err := broker.Do(request)
	if err != nil {
		return unreachable(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return unreachable(err)
	}
	kind := answer.Header.Get("Content-Type")
	switch {
	case answer.StatusCode == 401:
		log.Print("No session: the broker does not know ARC_BROKER_KEY")
		return problem(502, "broker-key-wrong", "The broker does not know the key of this server")
	case answer.StatusCode == 201 || strings.HasPrefix(kind, "application/problem+json"):
		return answer.StatusCode, kind, body
	}
	log.Print("No session: what answers at ARC_BROKER_URL is no broker: ", answer.Status)
	return problem(502, "broker-unreachable", "What this server takes for its broker is none")
}

func unreachable(err error) (int, string, []byte) {
	log.Print("No session: no broker answers: ", err)
	return problem(503, "broker-unreachable", "This server cannot reach its broker")
}

func problem(status int, code, title string) (int, string, []byte) {
	kind := "https://arc-elements.dev/problems/" + code
	body, _ := json.Marshal(map[string]any{"type": kind, "title": title, "status": status})
	return status, "application/problem+json", body
}

func session(response http.ResponseWriter, request *http.Request) {
	if request.Method != "POST" {
		response.WriteHeader(405)
		return
	}
	// Browsers send cookies with requests from pages of any site;
	// Origin names the site, and only your own gets a session.
	if request.Header.Get("Origin") != siteOrigin {
		http.Error(response, "This route is for pages of "+siteOrigin+".", 403)
		return
	}
	status, kind, body := sessionAnswer(currentUser(request))
	response.Header().Set("Content-Type", kind)
	response.Header().Set("Cache-Control", "no-store")
	response.WriteHeader(status)
	response.Write(body)
}

func main() {
	port := os.Getenv("PORT")
	if port == "" {
		port = "3000"
	}
	http.HandleFunc("/arc/session", session)
	http.Handle("/", http.FileServer(http.Dir("public")))
	log.Print("Listening on http://127.0.0.1:" + port)
	log.Fatal(http.ListenAndServe("127.0.0.1:"+port, nil))
}
