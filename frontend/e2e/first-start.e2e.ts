import { expect, test } from 'vitest'
import { barriers } from './accessible'
import { ask, main, openAssistant, answerTo } from './actions'
import { runProgram } from './session'

const session = runProgram()

test('a new computer shows the sample, which answers with sources', async () => {
  const { page } = session.now
  await main(page).getByRole('heading', { name: 'Ask it, right here' }).waitFor()
  await session.now.pictures('home-first')
  expect.soft(await barriers(page)).toEqual([])

  const question = 'How many days of leave may I carry over into next year?'
  await page.getByRole('button', { name: question }).click()
  const turn = await answerTo(page, question)
  expect(await turn.innerText()).toMatch(/five days/i)
  await session.now.pictures('home-answered')
  expect.soft(await barriers(page)).toEqual([])
})

test('a source opens at its page, with the passage marked', async () => {
  const { page } = session.now
  await page.getByRole('log').getByRole('button', { name: /Open Annual leave policy/ }).first().click()
  const viewer = page.getByRole('dialog', { name: 'Source' })
  await viewer.getByRole('heading', { name: 'Annual leave policy' }).waitFor()
  await viewer.locator('[data-box]').first().waitFor()
  await session.now.pictures('source-pdf')
  expect.soft(await barriers(page)).toEqual([])

  await viewer.getByText('Text', { exact: true }).click()
  const marked = viewer.locator('mark').first()
  await marked.waitFor()
  expect(await marked.innerText()).toMatch(/days|leave/i)
  await session.now.picture('source-text')
  await page.keyboard.press('Escape')
  await viewer.waitFor({ state: 'hidden' })
})

test('an assistant answers beside its canvas, or says that the documents do not hold it', async () => {
  const { page } = session.now
  await openAssistant(page, 'HR policy helper')
  await page.getByLabel('Canvas with the steps of the assistant').waitFor()
  await session.now.pictures('build-open')
  const turn = await ask(page, 'How long may I work from abroad?')
  expect(await turn.innerText()).toMatch(/20 working days/)
  await session.now.pictures('build-answered')
  expect.soft(await barriers(page)).toEqual([])

  await turn.getByRole('button', { name: /Open Remote work/ }).first().click()
  const viewer = page.getByRole('dialog', { name: 'Source' })
  expect(await viewer.locator('mark').first().innerText()).toMatch(/20 working days|abroad/)
  await session.now.picture('source-word')
  await page.keyboard.press('Escape')

  const none = await ask(page, 'Which telescope sees the rings of Saturn best?')
  await none.getByText('No source supports an answer').waitFor()
  await session.now.picture('build-declined')
})

test('nothing was logged as an error', () => {
  expect(session.now.problems).toEqual([])
})
