// POST /arc/session of your server, in ASP.NET Core 8 or newer; beside it the files of the folder wwwroot.
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

string Setting(string name) =>
    Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set.");

var brokerUrl = Setting("ARC_BROKER_URL");
var brokerKey = Setting("ARC_BROKER_KEY");
var siteOrigin = Setting("SITE_ORIGIN");
var port = Environment.GetEnvironmentVariable("PORT") ?? "3000";

// A redirect would take the key along, so none is followed.
var noRedirect = new SocketsHttpHandler { AllowAutoRedirect = false };
var broker = new HttpClient(noRedirect) { Timeout = TimeSpan.FromSeconds(10) };

var app = WebApplication.CreateBuilder(args).Build();
app.UseFileServer();

app.MapPost("/arc/session", async (HttpContext context) =>
{
    // Browsers send cookies with requests from pages of any site;
    // Origin names the site, and only your own gets a session.
    if (context.Request.Headers.Origin != siteOrigin)
        return Results.Text($"This route is for pages of {siteOrigin}.", statusCode: 403);
    context.Response.Headers.CacheControl = "no-store";
    return await SessionAnswer(CurrentUser(context));
});

app.Run($"http://127.0.0.1:{port}");

// Returns your id of the signed-in person. Put your own sign-in
// here: in this example everybody is EXAMPLE_USER.
// Yours may be context.User.FindFirst(ClaimTypes.NameIdentifier)?.Value.
string? CurrentUser(HttpContext context) => Environment.GetEnvironmentVariable("EXAMPLE_USER");

// Gives the answer to the page: a session, or a problem document that says why there is none.
async Task<IResult> SessionAnswer(string? user)
{
    if (string.IsNullOrEmpty(user)) return Problem(401, "unauthorized", "Nobody is signed in");
    using var request = new HttpRequestMessage(HttpMethod.Post, $"{brokerUrl}/sessions");
    request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", brokerKey);
    request.Content = new StringContent(JsonSerializer.Serialize(new { user }), Encoding.UTF8, "application/json");
    try
    {
        using var answer = await broker.SendAsync(request);
        var status = (int)answer.StatusCode;
        var kind = answer.Content.Headers.ContentType?.MediaType;
        if (status == 401)
        {
            app.Logger.LogError("No session: the broker does not know ARC_BROKER_KEY");
            return Problem(502, "broker-key-wrong", "The broker does not know the key of this server");
        }
        if (status == 201 || kind == "application/problem+json")
            return Results.Text(await answer.Content.ReadAsStringAsync(), kind, statusCode: status);
        app.Logger.LogError("No session: what answers at ARC_BROKER_URL is no broker: {Status}", status);
        return Problem(502, "broker-unreachable", "What this server takes for its broker is none");
    }
    catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
    {
        app.Logger.LogError("No session: no broker answers: {Reason}", error.Message);
        return Problem(503, "broker-unreachable", "This server cannot reach its broker");
    }
}

IResult Problem(int status, string code, string title)
{
    var body = new { type = $"https://arc-elements.dev/problems/{code}", title, status };
    return Results.Json(body, contentType: "application/problem+json", statusCode: status);
}
