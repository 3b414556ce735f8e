// A thin client: everything that knows about stories is in the server.
import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";

let client: LanguageClient | undefined;
let status: vscode.StatusBarItem | undefined;

function settings(): Record<string, string> {
  const given = vscode.workspace.getConfiguration("storyai");
  const values: Record<string, string> = { engine: given.get("engine", "auto") };
  const model = given.get("model", "");
  const baseUrl = given.get("baseUrl", "");
  if (model) values["model"] = model;
  if (baseUrl) values["base-url"] = baseUrl;
  return values;
}

function show(): void {
  if (!status) return;
  const { engine, model } = settings();
  status.text = `$(checklist) storyai: ${engine}${model ? ` (${model})` : ""}`;
  status.tooltip = "The engine that storyai's commands use. Findings while typing come from rules only.";
  status.command = { command: "workbench.action.openSettings", title: "Settings", arguments: ["storyai"] };
  status.show();
}

async function start(): Promise<void> {
  const command = vscode.workspace.getConfiguration("storyai").get("path", "storyai");
  const server: ServerOptions = { command, args: ["lsp"] };
  const options: LanguageClientOptions = {
    documentSelector: [{ language: "markdown" }, { language: "plaintext" }],
    initializationOptions: settings(),
    synchronize: { configurationSection: "storyai" },
    middleware: {
      workspace: {
        didChangeConfiguration: async () => {
          show();
          await client?.sendNotification("workspace/didChangeConfiguration", { settings: { storyai: settings() } });
        },
      },
    },
  };
  client = new LanguageClient("storyai", "storyai", server, options);
  try {
    await client.start();
  } catch (error) {
    void vscode.window.showErrorMessage(
      `storyai: cannot start "${command} lsp" (${String(error)}). Install it with "pip install storyai" or set storyai.path.`,
    );
  }
}

type Result = { markdown?: string; uri?: string | null } | null;

async function run(command: string, open: boolean): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor || !client) return;
  const result: Result = await client.sendRequest("workspace/executeCommand", {
    command,
    arguments: [{ uri: editor.document.uri.toString() }],
  });
  if (!open || !result) return;
  if (result.uri) {
    await vscode.window.showTextDocument(vscode.Uri.parse(result.uri));
  } else if (result.markdown) {
    const document = await vscode.workspace.openTextDocument({ language: "markdown", content: result.markdown });
    await vscode.window.showTextDocument(document);
  }
}

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  status = vscode.window.createStatusBarItem(vscode.StatusBarAlignment.Right, 0);
  context.subscriptions.push(
    status,
    vscode.commands.registerCommand("storyai.draftHere", () => run("storyai.draft", true)),
    vscode.commands.registerCommand("storyai.reviewHere", () => run("storyai.review", false)),
    vscode.commands.registerCommand("storyai.reviseHere", () => run("storyai.revise", false)),
    vscode.commands.registerCommand("storyai.clarifyHere", () => run("storyai.clarify", true)),
    vscode.commands.registerCommand("storyai.restart", async () => {
      await client?.stop();
      await start();
    }),
  );
  show();
  await start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
