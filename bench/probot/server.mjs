// Probot's own middleware with a handler that does nothing, on the port given; as its documentation
// sets it up. The key and the secret come from the files given after it.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createNodeMiddleware, createProbot } from "probot";

const [port, key, secret] = process.argv.slice(2);
const probot = createProbot({
  overrides: {
    appId: 1,
    privateKey: readFileSync(key, "utf8"),
    secret: readFileSync(secret, "utf8").trim(),
    logLevel: "error",
  },
});
const app = (hook) => {
  hook.onAny(() => {});
};
const middleware = await createNodeMiddleware(app, { probot, webhooksPath: "/webhooks/github" });
createServer(middleware).listen(Number(port), "127.0.0.1");
