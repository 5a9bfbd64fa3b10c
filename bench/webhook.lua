-- Signed deliveries for wrk: one body, its signature, and an id that no other delivery has.
local file = io.open(os.getenv("BENCH_BODY"), "rb")
local body = file:read("*a")
file:close()
local prefix = os.getenv("BENCH_ID")
local signature = "sha256=" .. os.getenv("BENCH_SIGNATURE")
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init()
  count = 0
  wrk.headers["Content-Type"] = "application/json"
  wrk.headers["X-GitHub-Event"] = "push"
  wrk.headers["X-Hub-Signature-256"] = signature
end

function request()
  count = count + 1
  wrk.headers["X-GitHub-Delivery"] = prefix .. "-" .. number .. "-" .. count
  return wrk.format("POST", "/webhooks/github", wrk.headers, body)
end

-- Requests a second, the 99th percentile in microseconds, and how many were not accepted.
function done(summary, latency)
  local e = summary.errors
  io.write(string.format("bench %.1f %.0f %d\n", summary.requests / summary.duration * 1e6,
    latency:percentile(99), e.connect + e.read + e.write + e.status + e.timeout))
end
