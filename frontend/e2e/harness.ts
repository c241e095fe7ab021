import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";

const root = resolve(import.meta.dirname, "../..");
const program = join(root, "build/bin/greenlight");

/** Pictures that the tests take; build/test leaves them for people to look at. */
export const pictures = join(root, "build/bin/test/pictures");

export const sizes = {
  small: { width: 1280, height: 800 },
  large: { width: 1920, height: 1080 },
} as const;

/** A running program over a workspace of its own, with a browser that looks at it. */
export interface Session {
  page: Page;
  context: BrowserContext;
  folder: string;
  /** Errors that the page logged; a test should end with none. */
  problems: string[];
  picture(name: string): Promise<void>;
  /** Ends the program at once, as a crash would, and starts it again on the same workspace. */
  crash(): Promise<void>;
  close(): Promise<void>;
}

interface Served {
  child: ChildProcess;
  address: string;
}

function serve(folder: string, environment: NodeJS.ProcessEnv): Promise<Served> {
  const child = spawn(program, ["--browser", "--workspace", folder], {
    env: { ...process.env, XDG_CONFIG_HOME: join(folder, "config"), ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return new Promise((done, failed) => {
    let said = "";
    const hear = (data: Buffer) => {
      said += data.toString();
      const found = /http:\/\/\S+token=\S+/.exec(said);
      if (found) done({ child, address: found[0] });
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.on("exit", (code) => failed(new Error(`the program ended with ${code}: ${said}`)));
    child.on("error", failed);
  });
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((done) => {
    child.once("exit", (code) => done(code));
    child.kill(signal);
  });
}

export interface Options {
  size?: keyof typeof sizes;
  dark?: boolean;
  environment?: NodeJS.ProcessEnv;
}

export async function open(options: Options = {}): Promise<Session> {
  mkdirSync(pictures, { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), "greenlight-e2e-"));
  const environment = options.environment ?? {};
  let served = await serve(folder, environment);
  const browser: Browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
  });
  const context = await browser.newContext({
    viewport: sizes[options.size ?? "small"],
    colorScheme: options.dark ? "dark" : "light",
    acceptDownloads: true,
  });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("console", (m) => {
    if (m.type() === "error") problems.push(m.text());
  });
  page.on("pageerror", (e) => problems.push(String(e)));
  await page.goto(served.address);

  return {
    page,
    context,
    folder,
    problems,
    picture: async (name) => {
      await page.screenshot({ path: join(pictures, `${name}.png`) });
    },
    crash: async () => {
      await ended(served.child, "SIGKILL");
      served = await serve(folder, environment);
      await page.goto(served.address);
    },
    close: async () => {
      await browser.close();
      const code = await ended(served.child, "SIGINT");
      rmSync(folder, { recursive: true, force: true });
      if (code !== 0) throw new Error(`the program ended with ${code} after Ctrl-C`);
    },
  };
}
