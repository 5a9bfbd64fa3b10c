// A forge as far as a pipeline sees it: releases to download, heads of pull requests, comments, and
// a server that keeps reports.
import {execFileSync, spawn} from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import path from 'node:path';

const body = (request) => new Promise((done) => {
  const parts = [];
  request.on('data', (b) => parts.push(b)).on('end', () => done(Buffer.concat(parts)));
});
const listen = (server) => new Promise((done) => server.listen(0, '127.0.0.1', () => done(server.address().port)));

/** Serves files below folder/files over TLS, and keeps what is posted to /api/reports. */
export async function web(folder) {
  const key = path.join(folder, 'key.pem');
  const certificate = path.join(folder, 'certificate.pem');
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2',
    '-keyout', key, '-out', certificate, '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'], {stdio: 'ignore'});
  const state = {
    folder: path.join(folder, 'files'), certificate, kept: [], asked: [], given: [], aliases: {},
    answer: {status: 201, text: '{"url": "https://sdd.example.com/reports/1"}'}, redirects: {},
  };
  fs.mkdirSync(state.folder, {recursive: true});
  const server = https.createServer({key: fs.readFileSync(key), cert: fs.readFileSync(certificate)}, async (request, response) => {
    const name = new URL(request.url, 'https://localhost').pathname;
    state.asked.push(name);
    if (request.method === 'POST' && name === '/api/reports') {
      state.kept.push({authorization: request.headers.authorization, type: request.headers['content-type'], text: (await body(request)).toString()});
      response.writeHead(state.answer.status, {'content-type': 'application/json', ...(state.answer.headers ?? {})});
      response.end(state.answer.text);
      return;
    }
    if (state.redirects[name]) {
      response.writeHead(302, {location: state.redirects[name]});
      response.end();
      return;
    }
    const alias = Object.keys(state.aliases).find((a) => name.startsWith(a));
    if (alias) {
      state.given.push(request.headers.authorization);
      return backend(state.aliases[alias], name.slice(alias.length - 1), request, response);
    }
    const file = path.join(state.folder, name);
    if (!fs.existsSync(file) || !fs.statSync(file).isFile()) {
      response.writeHead(404);
      response.end('not found');
      return;
    }
    response.writeHead(200);
    response.end(fs.readFileSync(file));
  });
  state.port = await listen(server);
  state.url = `https://localhost:${state.port}`;
  state.close = () => server.close();
  return state;
}

/** A repository over HTTP, by git's own program for it. */
async function backend(repository, name, request, response) {
  const child = spawn('git', ['http-backend'], {env: {
    PATH: process.env.PATH, GIT_PROJECT_ROOT: repository, GIT_HTTP_EXPORT_ALL: '1', PATH_INFO: name,
    REQUEST_METHOD: request.method, QUERY_STRING: new URL(request.url, 'https://localhost').search.slice(1),
    CONTENT_TYPE: request.headers['content-type'] ?? '', REMOTE_ADDR: '127.0.0.1',
    HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '', GIT_PROTOCOL: request.headers['git-protocol'] ?? '',
  }});
  request.pipe(child.stdin);
  child.stdin.on('error', () => {});
  const parts = [];
  child.stdout.on('data', (b) => parts.push(b));
  child.on('close', () => {
    const all = Buffer.concat(parts);
    const at = all.indexOf('\r\n\r\n');
    const headers = Object.fromEntries(all.subarray(0, at).toString().split('\r\n').map((line) => line.split(/: (.*)/).slice(0, 2)));
    response.writeHead(Number((headers.Status ?? '200').split(' ')[0]), headers);
    response.end(all.subarray(at + 4));
  });
}

/** The comments of pull requests and the notes of merge requests. */
/** heads: the commits that requests are at, by their number. */
export async function api(heads) {
  const state = {comments: [], requests: [], refuse: false, heads};
  const repository = {id: 3, name: 'shop', full_name: 'octo/shop', owner: {id: 2, login: 'octo', type: 'User'}, private: false};
  const server = http.createServer(async (request, response) => {
    const url = new URL(request.url, 'http://localhost');
    const text = (await body(request)).toString();
    state.requests.push({method: request.method, path: url.pathname, token: request.headers.authorization ?? request.headers['private-token'], text});
    const reply = (status, value, headers = {}) => {
      response.writeHead(status, {'content-type': 'application/json', ...headers});
      response.end(JSON.stringify(value));
    };
    const given = () => (request.headers['content-type'] ?? '').includes('json') ? JSON.parse(text).body : new URLSearchParams(text).get('body');
    if (state.refuse && request.method !== 'GET') {
      return reply(403, {message: 'Resource not accessible by integration'});
    }
    const many = /\/(?:issues|pulls|merge_requests)\/(\d+)\/(?:comments|notes)$/.exec(url.pathname);
    const one = /\/(?:comments|notes)\/(\d+)$/.exec(url.pathname);
    if (many && request.method === 'GET') {
      return reply(200, Number(url.searchParams.get('page') ?? 1) > 1 ? [] : state.comments.filter((c) => c.on === Number(many[1])));
    }
    if (many && request.method === 'POST') {
      const who = {id: 41, login: 'github-actions[bot]', username: 'bot', type: 'Bot'};
      const comment = {id: state.comments.length + 100, on: Number(many[1]), body: given(), user: who, author: who, system: false, html_url: 'https://forge.example.com/c/1'};
      state.comments.push(comment);
      return reply(201, comment);
    }
    if (one && ['PATCH', 'PUT'].includes(request.method)) {
      const comment = state.comments.find((c) => c.id === Number(one[1]));
      if (!comment) return reply(404, {message: 'Not Found'});
      comment.body = given();
      comment.edits = (comment.edits ?? 0) + 1;
      return reply(200, comment);
    }
    const request1 = /\/(?:pulls|merge_requests)\/(\d+)$/.exec(url.pathname);
    if (request1) {
      const number = Number(request1[1]);
      const sha = state.heads(number);
      return reply(200, {
        number, iid: number, id: number, sha, state: 'open', title: 'A request', source_branch: 'a', target_branch: 'main',
        head: {sha, ref: 'a'}, base: {ref: 'main', repo: repository}, user: {id: 1, login: 'ann', type: 'User'},
      });
    }
    if (/\/repos\/[^/]+\/[^/]+$/.test(url.pathname)) return reply(200, repository);
    if (/\/user$/.test(url.pathname)) return reply(200, {id: 41, login: 'github-actions[bot]', username: 'bot'});
    return reply(404, {message: 'Not Found'});
  });
  state.port = await listen(server);
  state.url = `http://127.0.0.1:${state.port}`;
  state.close = () => server.close();
  return state;
}
