import { statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { barriers } from './accessible'
import { createKnowledge, goTo, main } from './actions'
import { runProgram } from './session'

const session = runProgram()

test('settings show the workspace, the check of this computer and the keys', async () => {
  const { page } = session.now
  await goTo(page, 'Settings')
  await page.getByText('Document reader').waitFor()
  await session.now.pictures('settings')
  expect.soft(await barriers(page)).toEqual([])
})

test('the look changes, and stays after a restart', async () => {
  const { page } = session.now
  const look = page.getByRole('radiogroup', { name: 'Light or dark' })
  const scheme = () => page.evaluate('document.documentElement.dataset.mantineColorScheme')
  await look.getByText('Dark').click()
  await expect.poll(scheme).toBe('dark')
  await session.now.picture('settings-dark-chosen')
  await session.now.crash()
  await expect.poll(scheme).toBe('dark')
  await goTo(page, 'Settings')
  await look.getByText('System').click()
  await expect.poll(scheme).toBe('light')
})

test('a backup holds everything, and restoring it brings it back', async () => {
  const { page } = session.now
  await createKnowledge(page, 'Before the backup')
  await goTo(page, 'Settings')
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download a backup' }).click()
  const path = await (await download).path()
  expect(statSync(path).size).toBeGreaterThan(50_000)

  await createKnowledge(page, 'After the backup')
  await goTo(page, 'Settings')
  await page.getByLabel('Which backup?').setInputFiles(path)
  const dialog = page.getByRole('dialog', { name: 'Replace this workspace by the backup?' })
  await session.now.picture('settings-restore')
  await dialog.getByRole('button', { name: 'Replace by the backup' }).click()
  await page.getByText('The backup is restored.').waitFor()
  await goTo(page, 'Knowledge')
  await main(page).getByRole('link', { name: 'Before the backup' }).waitFor()
  expect(await main(page).getByRole('link', { name: 'After the backup' }).count()).toBe(0)
})

test('a file that is no backup is refused and changes nothing', async () => {
  const { page } = session.now
  await goTo(page, 'Settings')
  const before = session.now.problems.length
  await page.getByLabel('Which backup?').setInputFiles({ name: 'holiday.greenlight-backup', mimeType: 'application/octet-stream', buffer: Buffer.from('not a backup') })
  await page.getByRole('dialog').getByRole('button', { name: 'Replace by the backup' }).click()
  await page.getByRole('alert').filter({ hasText: 'This file is not a Greenlight workspace.' }).waitFor()
  await session.now.picture('settings-restore-refused')
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await goTo(page, 'Knowledge')
  await main(page).getByRole('link', { name: 'Before the backup' }).waitFor()
  // The refusal that was meant is the only one.
  expect(session.now.problems.splice(before).every((p) => p.includes('Settings.Restore'))).toBe(true)
})

test('jobs list the long work', async () => {
  const { page } = session.now
  await page.getByRole('button', { name: /^Jobs/ }).click()
  const tray = page.getByRole('dialog', { name: 'Jobs' })
  await tray.waitFor()
  await session.now.pictures('jobs', ['light', 'dark'], ['small'])
  expect.soft(await barriers(page)).toEqual([])
  await page.keyboard.press('Escape')
  await tray.waitFor({ state: 'hidden' })
})

test('the palette finds assistants, documents and actions by keyboard', async () => {
  const { page } = session.now
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Find anything' })
  await palette.waitFor()
  await session.now.pictures('palette', ['light', 'dark'], ['small'])
  expect.soft(await barriers(page)).toEqual([])
  await page.keyboard.type('annual leave')
  await palette.getByText('Annual leave policy').first().waitFor()
  await session.now.picture('palette-found')
  await page.keyboard.press('Enter')
  await main(page).getByRole('heading', { level: 1, name: 'Annual leave policy' }).waitFor()
  await page.keyboard.press('Control+k')
  await palette.getByRole('combobox').focus()
  await page.keyboard.type('HR policy')
  await palette.getByText('HR policy helper').first().waitFor()
  await page.keyboard.press('Enter')
  await main(page).getByRole('heading', { level: 1, name: 'HR policy helper' }).waitFor()
})

test('nothing was logged as an error', () => {
  expect(session.now.problems).toEqual([])
})
