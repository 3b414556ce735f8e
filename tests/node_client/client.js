// Drives the server in $SERVER with the protocol library that VS Code's client is made of, and with VS Code's
// capabilities; every answer must pass the library's own type guards. Prints what it saw as one line of JSON.
"use strict";
const assert = require("node:assert");
const { spawn } = require("node:child_process");
const http = require("node:http");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const lsp = require(path.join(process.env.MODULES, "vscode-languageserver-protocol", "node.js"));

const story = process.env.STORY_TEXT;
const folder = process.env.FOLDER;
const uri = pathToFileURL(path.join(folder, "story.md")).toString();

function apply(text, edits) {
  const lines = text.split("\n");
  const starts = lines.map((_, at) => lines.slice(0, at).reduce((sum, line) => sum + line.length + 1, 0));
  const offset = (place) => starts[place.line] + place.character; // JavaScript counts UTF-16 units as well
  const sorted = [...edits].sort((a, b) => offset(b.range.start) - offset(a.range.start));
  return sorted.reduce((all, { range, newText }) => all.slice(0, offset(range.start)) + newText + all.slice(offset(range.end)), text);
}

function every(values, is, what) {
  assert.ok(Array.isArray(values) && values.length > 0, `no ${what}`);
  for (const value of values) assert.ok(is(value), `${what}: ${JSON.stringify(value)}`);
}

async function main() {
  const said = { pushed: 0 };
  let asked;
  const endpoint = http.createServer(() => asked()); // never answers
  const reached = new Promise((resolve) => (asked = resolve));
  await new Promise((resolve) => endpoint.listen(0, "127.0.0.1", resolve));
  const [command, ...rest] = JSON.parse(process.env.SERVER);
  const server = spawn(command, rest, { stdio: ["pipe", "pipe", "inherit"] });
  const gone = new Promise((resolve) => server.on("exit", resolve));
  const client = lsp.createProtocolConnection(
    new lsp.StreamMessageReader(server.stdout), new lsp.StreamMessageWriter(server.stdin));
  const edits = [];
  client.onRequest(lsp.RegistrationRequest.type, () => {});
  client.onRequest(lsp.WorkDoneProgressCreateRequest.type, () => {});
  client.onRequest(lsp.DiagnosticRefreshRequest.type, () => {});
  client.onRequest(lsp.ApplyWorkspaceEditRequest.type, (params) => { edits.push(params.edit); return { applied: true }; });
  client.onNotification(lsp.PublishDiagnosticsNotification.type, () => { said.pushed += 1; });
  client.onUnhandledNotification(() => {});
  client.listen();

  const folders = [{ uri: pathToFileURL(folder).toString(), name: "stories" }];
  const { capabilities } = await client.sendRequest(lsp.InitializeRequest.type, {
    processId: process.pid, clientInfo: { name: "Visual Studio Code", version: "1.91.0" }, locale: "en",
    rootUri: folders[0].uri, capabilities: require("./capabilities.json"), workspaceFolders: folders,
    initializationOptions: { engine: "openai", model: "m", "base-url": `http://127.0.0.1:${endpoint.address().port}/v1` },
  });
  said.encoding = capabilities.positionEncoding;
  await client.sendNotification(lsp.InitializedNotification.type, {});
  const textDocument = { uri };
  const open = (text, version) => client.sendNotification(lsp.DidOpenTextDocumentNotification.type,
    { textDocument: { uri, languageId: "markdown", version, text } });
  await open(story, 1);

  const first = await client.sendRequest(lsp.DocumentDiagnosticRequest.type, { textDocument });
  every(first.items, lsp.Diagnostic.is, "diagnostics");
  said.codes = first.items.map((each) => each.code);
  const vague = first.items.find((each) => each.code === "AC201");
  said.marked = story.split("\n")[vague.range.start.line].slice(vague.range.start.character, vague.range.end.character);
  said.link = vague.codeDescription.href;
  const same = await client.sendRequest(lsp.DocumentDiagnosticRequest.type, { textDocument, previousResultId: first.resultId });
  said.same = same.kind;

  const hover = await client.sendRequest(lsp.HoverRequest.type, { textDocument, position: vague.range.start });
  assert.ok(lsp.Hover.is(hover));
  said.hover = hover.contents.value;
  const everywhere = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };
  const actions = await client.sendRequest(lsp.CodeActionRequest.type,
    { textDocument, range: everywhere, context: { diagnostics: first.items, triggerKind: 1 } });
  every(actions, lsp.CodeAction.is, "code actions");
  const all = actions.find((each) => each.kind === "source.fixAll.storyai");
  assert.ok(lsp.WorkspaceEdit.is(all.edit));
  const [change] = all.edit.documentChanges;
  assert.deepStrictEqual(change.textDocument, { uri, version: 1 });
  said.fixed = apply(story, change.edits);
  await client.sendNotification(lsp.DidChangeTextDocumentNotification.type,
    { textDocument: { uri, version: 2 }, contentChanges: [{ text: said.fixed }] });
  const second = await client.sendRequest(lsp.DocumentDiagnosticRequest.type, { textDocument });
  said.codesAfter = second.items.map((each) => each.code);

  const options = { tabSize: 2, insertSpaces: true };
  every(await client.sendRequest(lsp.DocumentSymbolRequest.type, { textDocument }), lsp.DocumentSymbol.is, "symbols");
  every(await client.sendRequest(lsp.FoldingRangeRequest.type, { textDocument }), lsp.FoldingRange.is, "folding ranges");
  every(await client.sendRequest(lsp.CodeLensRequest.type, { textDocument }), lsp.CodeLens.is, "lenses");
  every(await client.sendRequest(lsp.InlayHintRequest.type, { textDocument, range: everywhere }), lsp.InlayHint.is, "hints");
  every(await client.sendRequest(lsp.DocumentFormattingRequest.type, { textDocument, options }), lsp.TextEdit.is, "formatting edits");
  every(await client.sendRequest(lsp.WorkspaceSymbolRequest.type, { query: "export" }), (each) => each.name && each.kind > 0 && lsp.Location.is(each.location), "workspace symbols");
  const line = said.fixed.split("\n").findIndex((each) => each.startsWith("**Priority:**"));
  const items = await client.sendRequest(lsp.CompletionRequest.type, { textDocument, position: { line, character: 14 } });
  every(items, (each) => each.label && lsp.TextEdit.is(each.textEdit), "completions");
  said.completions = items.map((each) => each.label);

  const stop = new lsp.CancellationTokenSource();
  const review = client.sendRequest(lsp.ExecuteCommandRequest.type, { command: "storyai.review", arguments: [{ uri }] }, stop.token);
  await reached;
  stop.cancel();
  said.cancelled = await review.then(() => 0, (error) => error.code);
  endpoint.closeAllConnections();
  endpoint.close();

  await client.sendRequest(lsp.ShutdownRequest.type);
  await client.sendNotification(lsp.ExitNotification.type);
  said.exit = await gone;
  client.dispose();
  console.log(JSON.stringify(said));
}

main().then(() => process.exit(0), (error) => { console.error(error); process.exit(1); });
