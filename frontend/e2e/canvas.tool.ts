import { stdout } from 'node:process'
import { expect, test } from 'vitest'
import { goTo, main, step } from './actions'
import { open, sizes } from './harness'

const groups = 125

const say = (line: string) => stdout.write(line + '\n')

/** An assistant of 500 steps: groups of a question, a search, an answer and a result, in a grid. */
function large(): string {
  const nodes = []
  const edges: Record<string, string>[] = []
  for (let g = 0; g < groups; g++) {
    const [x, y] = [(g % 10) * 1400, Math.floor(g / 10) * 320]
    const id = (kind: string) => `${kind}${g}`
    for (const [i, kind] of ['question', 'search', 'answer', 'output'].entries()) {
      nodes.push({ id: id(kind), kind, version: 1, title: `${kind} ${g}`, x: x + i * 320, y: y + (i % 2) * 60, settings: {} })
    }
    const wire = (from: string, fromPort: string, to: string, toPort: string) =>
      edges.push({ id: `${id(from)}-${id(to)}-${toPort}`, from: id(from), fromPort, to: id(to), toPort })
    wire('question', 'question', 'search', 'query')
    wire('question', 'question', 'answer', 'question')
    wire('search', 'passages', 'answer', 'passages')
    wire('answer', 'answer', 'output', 'value')
  }
  return JSON.stringify({ format: 'greenlight-assistant', version: 1, assistant: { name: 'Five hundred steps', description: '', steps: nodes, connections: edges } })
}

interface Frames {
  count: number
  seconds: number
  /** Milliseconds of the slowest of twenty frames. */
  p95: number
  slow: number
}

const startCounting = `(() => {
  const times = []
  const tick = (t) => { times.push(t); window.__frames.id = requestAnimationFrame(tick) }
  window.__frames = { times, id: requestAnimationFrame(tick) }
})()`

const stopCounting = `(() => {
  cancelAnimationFrame(window.__frames.id)
  const t = window.__frames.times
  const gaps = t.slice(1).map((at, i) => at - t[i]).sort((a, b) => a - b)
  return { count: gaps.length, seconds: (t.at(-1) - t[0]) / 1000, p95: gaps[Math.floor(gaps.length * 0.95)], slow: gaps.filter((g) => g > 50).length }
})()`

test('a canvas of 500 steps', async () => {
  const session = await open({ size: 'large' })
  try {
    const { page } = session
    const measure = async (what: string, act: () => Promise<void>): Promise<Frames> => {
      await page.evaluate(startCounting)
      await act()
      const f = await page.evaluate<Frames>(stopCounting)
      say(`${what.padEnd(28)} ${(f.count / f.seconds).toFixed(0).padStart(3)} frames a second, 95 % within ${f.p95.toFixed(0)} ms, ${f.slow} of ${f.count} longer than 50 ms`)
      return f
    }
    await goTo(page, 'Home')
    const began = Date.now()
    await page.locator('input[type=file]').setInputFiles({ name: 'large.greenlight', mimeType: 'application/json', buffer: Buffer.from(large()) })
    await main(page).getByRole('heading', { level: 1, name: 'Five hundred steps' }).waitFor()
    await step(page, 'question 0').waitFor()
    say(`opened and drawn in ${Date.now() - began} ms`)
    await page.waitForTimeout(1500)

    const middle = { x: sizes.large.width / 2 - 100, y: sizes.large.height / 2 }
    const pan = async () => {
      for (const [dx, dy] of [[-400, -150], [400, 150], [-500, 120], [500, -120]] as const) {
        await page.mouse.move(middle.x, 90)
        await page.mouse.down()
        await page.mouse.move(middle.x + dx, 90 + Math.abs(dy) * 4, { steps: 40 })
        await page.mouse.up()
      }
    }
    const wheel = async (turns: number, by: number) => {
      await page.mouse.move(middle.x, middle.y)
      for (let i = 0; i < turns; i++) {
        await page.mouse.wheel(0, by)
        await page.waitForTimeout(16)
      }
    }
    const results = [await measure('panning, close by', pan)]
    results.push(await measure('zooming out', () => wheel(60, 60)))
    await page.getByRole('button', { name: 'Fit' }).click()
    await page.waitForTimeout(600)
    await session.picture('canvas-500')
    results.push(await measure('panning, all in sight', pan))
    results.push(await measure('zooming in', () => wheel(60, -60)))
    for (const f of results) expect(f.count / f.seconds).toBeGreaterThan(5)
    expect(session.problems).toEqual([])
  } finally {
    await session.close()
  }
})
