import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'

export const root = resolve(import.meta.dirname, '../..')
const program = process.env.GREENLIGHT_PROGRAM ?? join(root, 'build/bin/greenlight')

/** Pictures that the tests take; build/test leaves them for people to look at. */
export const pictures = process.env.GREENLIGHT_PICTURES ?? join(root, 'build/bin/test/pictures')

export const sizes = {
  small: { width: 1280, height: 800 },
  large: { width: 1920, height: 1080 },
} as const

export type Size = keyof typeof sizes
export type Look = 'light' | 'dark'

/** A running program over a workspace of its own, with a browser that looks at it. */
export interface Session {
  page: Page
  context: BrowserContext
  folder: string
  /** Errors that the page logged; a test should end with none. */
  problems: string[]
  /** The id of the program's process. */
  pid: () => number
  /** Takes a picture of the page as it is. */
  picture: (name: string) => Promise<void>
  /** Takes pictures in each look and size, and leaves the page in the first. */
  pictures: (name: string, looks?: Look[], shapes?: Size[]) => Promise<void>
  /** Ends the program at once, as a crash would, and starts it again on the same workspace. */
  crash: () => Promise<void>
  close: () => Promise<void>
}

interface Served {
  child: ChildProcess
  address: string
}

/** Starts a program and waits until it says something that fits. */
export function start(path: string, args: string[], says: RegExp, environment: NodeJS.ProcessEnv = {}): Promise<Served> {
  const child = spawn(path, args, { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] })
  return new Promise((done, failed) => {
    let said = ''
    const hear = (data: Buffer) => {
      said += data.toString()
      const found = says.exec(said)
      if (found) done({ child, address: found[0] })
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.on('exit', (code) => failed(new Error(`${path} ended with ${code}: ${said}`)))
    child.on('error', failed)
  })
}

const serve = (folder: string, environment: NodeJS.ProcessEnv): Promise<Served> =>
  start(program, ['--browser', '--workspace', folder], /http:\/\/\S+token=\S+/, { XDG_CONFIG_HOME: join(folder, 'config'), ...environment })

export function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode)
  return new Promise((done) => {
    child.once('exit', (code) => done(code))
    child.kill(signal)
  })
}

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  })

export interface Options {
  size?: Size
  look?: Look
  environment?: NodeJS.ProcessEnv
}

export async function open({ size = 'small', look = 'light', environment = {} }: Options = {}): Promise<Session> {
  mkdirSync(pictures, { recursive: true })
  const folder = mkdtempSync(join(tmpdir(), 'greenlight-e2e-'))
  let served = await serve(folder, environment)
  const browser = await launch()
  const context = await browser.newContext({
    viewport: sizes[size],
    colorScheme: look,
    acceptDownloads: true,
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  const page = await context.newPage()
  page.setDefaultTimeout(8_000)
  const problems: string[] = []
  let down = false
  page.on('console', (m) => {
    if (m.type() === 'error' && !down && !m.text().startsWith('Failed to load resource')) problems.push(m.text())
  })
  page.on('response', (r) => {
    if (r.status() < 400 || down) return
    void r.text().then((text) => problems.push(`${r.status()} ${r.request().postData() ?? r.url()}: ${text}`), () => undefined)
  })
  page.on('pageerror', (e) => problems.push(String(e)))
  await page.goto(served.address)

  const picture = async (name: string) => {
    await page.screenshot({ path: join(pictures, `${name}.png`), animations: 'disabled' })
  }
  return {
    page,
    context,
    folder,
    problems,
    picture,
    pid: () => served.child.pid ?? 0,
    pictures: async (name, looks = ['light', 'dark'], shapes = ['small', 'large']) => {
      for (const shape of shapes) {
        await page.setViewportSize(sizes[shape])
        for (const each of looks) {
          await page.emulateMedia({ colorScheme: each })
          await page.waitForTimeout(250) // the layout and transitions of the look come to rest
          await picture(`${name}-${each}-${sizes[shape].width}`)
        }
      }
      await page.emulateMedia({ colorScheme: look })
      await page.setViewportSize(sizes[size])
    },
    crash: async () => {
      down = true // the page says that the program does not answer, as it should
      await ended(served.child, 'SIGKILL')
      served = await serve(folder, environment)
      await page.goto(served.address)
      down = false
    },
    close: async () => {
      await browser.close()
      const code = await ended(served.child, 'SIGINT')
      rmSync(folder, { recursive: true, force: true })
      if (code !== 0) throw new Error(`the program ended with ${code} after Ctrl-C`)
    },
  }
}
