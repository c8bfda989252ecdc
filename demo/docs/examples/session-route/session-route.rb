# POST /arc/session of your server, with WEBrick; beside it the files of the folder public.
require 'json'
require 'net/http'
require 'webrick'

BROKER = URI("#{ENV.fetch('ARC_BROKER_URL')}/sessions")
BROKER_KEY = ENV.fetch('ARC_BROKER_KEY')
SITE_ORIGIN = ENV.fetch('SITE_ORIGIN')
PORT = Integer(ENV.fetch('PORT', '3000'))

# Returns your id of the signed-in person. Put your own sign-in
# here: in this example everybody is EXAMPLE_USER.
def current_user(_request)
  ENV['EXAMPLE_USER'] # such as session[:user_id]
end

# Gives status, content type and body for the page: a session,
# or a problem document that says why there is none.
def session_answer(user)
  return problem(401, 'unauthorized', 'Nobody is signed in') if user.nil? || user == ''

  answer = ask_broker(user)
  status = answer.code.to_i
  if status == 401
    warn 'No session: the broker does not know ARC_BROKER_KEY'
    return problem(502, 'broker-key-wrong', 'The broker does not know the key of this server')
  end
  if status == 201 || answer.content_type == 'application/problem+json'
    return [status, answer.content_type, answer.body]
  end

  warn "No session: what answers at ARC_BROKER_URL is no broker: #{status}"
  problem(502, 'broker-unreachable', 'What this server takes for its broker is none')
rescue IOError, SystemCallError, SocketError, Timeout::Error, OpenSSL::SSL::SSLError, Net::ProtocolError => error
  warn "No session: no broker answers: #{error.message}"
  problem(503, 'broker-unreachable', 'This server cannot reach its broker')
end

def ask_broker(user)
  options = { use_ssl: BROKER.scheme == 'https', open_timeout: 10, read_timeout: 10 }
  Net::HTTP.start(BROKER.host, BROKER.port, options) do |broker|
    headers = { 'Authorization' => "Bearer #{BROKER_KEY}", 'Content-Type' => 'application/json' }
    broker.post(BROKER.request_uri, { user: user.to_s }.to_json, headers) # follows no redirect
  end
end

def problem(status, code, title)
  body = { type: "https://arc-elements.dev/problems/#{code}", title: title, status: status }
  [status, 'application/problem+json', body.to_json]
end

started = -> { puts "Listening on http://127.0.0.1:#{PORT}" }
site = WEBrick::HTTPServer.new(BindAddress: '127.0.0.1', Port: PORT, DocumentRoot: 'public', StartCallback: started)
site.mount_proc('/arc/session') do |request, response|
  if request.request_method != 'POST'
    response.status = 405
  # Browsers send cookies with requests from pages of any site;
  # Origin names the site, and only your own gets a session.
  elsif request['Origin'] != SITE_ORIGIN
    response.status = 403
    response.body = "This route is for pages of #{SITE_ORIGIN}."
  else
    response.status, response['Content-Type'], response.body = session_answer(current_user(request))
    response['Cache-Control'] = 'no-store'
  end
end
$stdout.sync = true
%w[INT TERM].each { |signal| trap(signal) { site.shutdown } }
site.start
