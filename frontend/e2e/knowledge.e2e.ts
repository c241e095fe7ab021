import { expect, test } from 'vitest'
import { barriers } from './accessible'
import { addFiles, createKnowledge, documentRow, fixture, goTo, main } from './actions'
import { runProgram } from './session'

const session = runProgram()

test('knowledge that is empty says what to do', async () => {
  const { page } = session.now
  await goTo(page, 'Knowledge')
  await main(page).getByRole('link', { name: 'Company policies' }).waitFor()
  await session.now.pictures('knowledge-list')
  expect.soft(await barriers(page)).toEqual([])
  await createKnowledge(page, 'Garden papers')
  await main(page).getByRole('heading', { name: 'Drop files or a folder here' }).waitFor()
  await session.now.pictures('knowledge-empty')
  expect.soft(await barriers(page)).toEqual([])
})

test('each file tells how it was read; one bad file stops no other', async () => {
  const { page } = session.now
  const names = ['Garden rules.pdf', 'Tool shed handbook.docx', 'Broken off.pdf', 'Notes of the treasurer.pdf', 'Receipt (scan).pdf']
  await addFiles(page, names.map(fixture))
  await documentRow(page, 'Garden rules.pdf').getByText('Ready').waitFor()
  await documentRow(page, 'Tool shed handbook.docx').getByText('Ready').waitFor()
  await documentRow(page, 'Receipt (scan).pdf').getByText('No text', { exact: true }).waitFor()
  await documentRow(page, 'Notes of the treasurer.pdf').getByText('Not read').waitFor()
  await documentRow(page, 'Broken off.pdf').waitFor()
  await session.now.pictures('knowledge-documents')
  expect.soft(await barriers(page)).toEqual([])
  await page.getByText('Needs attention', { exact: false }).first().click()
  await expect.poll(() => documentRow(page, 'Garden rules.pdf').count()).toBe(0)
  await page.getByRole('radiogroup', { name: 'Which documents to show' }).getByText('All', { exact: false }).click()
})

test('a locked document opens with its password, and says when it is wrong', async () => {
  const { page } = session.now
  await documentRow(page, 'Notes of the treasurer.pdf').getByRole('button', { name: 'Enter the password' }).click()
  const dialog = page.getByRole('dialog', { name: 'This document is locked' })
  await dialog.getByLabel('Password', { exact: true }).fill('wrong')
  await dialog.getByRole('button', { name: 'Open and read' }).click()
  await dialog.getByText(/password/i).filter({ hasText: /wrong|not|does/i }).first().waitFor()
  await session.now.picture('knowledge-password')
  expect.soft(await barriers(page)).toEqual([])
  await dialog.getByLabel('Password', { exact: true }).fill('meadow')
  await dialog.getByRole('button', { name: 'Open and read' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await documentRow(page, 'Notes of the treasurer.pdf').getByText('Ready').waitFor()
})

test('the reader shows the pieces, and what another way of cutting would give', async () => {
  const { page } = session.now
  await documentRow(page, 'Garden rules.pdf').getByRole('link').first().click()
  await page.getByRole('complementary', { name: 'Pieces' }).waitFor()
  await main(page).getByText('The garden has 64 plots', { exact: false }).first().waitFor()
  await session.now.pictures('knowledge-reader')
  expect.soft(await barriers(page)).toEqual([])
  await page.getByText('Page', { exact: true }).click()
  await page.locator('img[data-ready=true]').waitFor()
  await session.now.picture('knowledge-reader-page')
  await page.goBack()
})

test('asking the knowledge shows the pieces with their reasons', async () => {
  const { page } = session.now
  await page.getByRole('tab', { name: 'Ask the knowledge' }).click()
  await session.now.picture('knowledge-ask-empty')
  await page.getByLabel('Your question').fill('When are the pumps shut off?')
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  const hits = page.getByRole('list', { name: 'Pieces found' }).getByRole('listitem')
  await hits.first().waitFor()
  expect(await hits.first().innerText()).toMatch(/last Saturday of October/)
  expect(await hits.first().innerText()).toMatch(/No\. 1 by words/)
  await session.now.pictures('knowledge-ask')
  expect.soft(await barriers(page)).toEqual([])
  await hits.first().getByRole('button').first().click()
  const viewer = page.getByRole('dialog', { name: 'Source' })
  await viewer.locator('[data-box]').first().waitFor()
  await page.keyboard.press('Escape')
  await viewer.waitFor({ state: 'hidden' })
})

test('a removed document is gone, and comes back with Undo', async () => {
  const { page } = session.now
  await page.getByRole('tab', { name: 'Documents' }).click()
  const row = documentRow(page, 'Tool shed handbook.docx')
  const remove = async () => {
    await row.getByRole('button', { name: /^Actions for/ }).click()
    await page.getByRole('menuitem', { name: 'Remove' }).click()
    await row.waitFor({ state: 'hidden' })
  }
  await remove()
  await page.getByRole('button', { name: 'Undo' }).click()
  await row.waitFor()
  await remove()
  await page.waitForTimeout(9_000) // the time in which it can be taken back
  await page.reload()
  await documentRow(page, 'Garden rules.pdf').waitFor()
  expect(await row.count()).toBe(0)
  await page.getByRole('tab', { name: 'Ask the knowledge' }).click()
  await page.getByLabel('Your question').fill('Who may use the wood chipper?')
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  await page.locator('[aria-busy=false]').first().waitFor()
  expect(await main(page).innerText()).not.toMatch(/Goggles and ear protection/)
})

test('the settings of knowledge say what a change will do', async () => {
  const { page } = session.now
  await page.getByRole('tab', { name: 'Settings' }).click()
  await page.getByLabel('Words in a piece').first().waitFor()
  await session.now.pictures('knowledge-settings', ['light', 'dark'], ['small'])
  expect.soft(await barriers(page)).toEqual([])
  await page.getByRole('button', { name: 'Delete…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete “Garden papers”?' })
  await dialog.getByRole('textbox').fill('Garden papers')
  await dialog.getByRole('button', { name: 'Delete knowledge' }).click()
  await main(page).getByRole('heading', { level: 1, name: 'Knowledge' }).waitFor()
  await expect.poll(() => main(page).getByRole('link', { name: 'Garden papers' }).count()).toBe(0)
})

test('nothing was logged as an error', () => {
  expect(session.now.problems).toEqual([])
})
