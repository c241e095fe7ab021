import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { FlowInput } from '@/bridge'
import { ask } from '@/text/ask'
import { draw } from '@/test/render'
import { AskForm } from './AskForm'

const input = (name: string, more: Partial<FlowInput> = {}): FlowInput => ({ name, label: name, help: '', example: '', long: false, required: true, ...more })
const run = vi.fn()
const stop = vi.fn()
const form = (inputs: FlowInput[], more: { ready?: boolean; running?: boolean } = {}) =>
  draw(<AskForm inputs={inputs} ready running={false} run={run} stop={stop} {...more} />)

beforeEach(() => {
  run.mockReset()
  stop.mockReset()
})

describe('one input', () => {
  it('sends with Enter and begins a new line with Shift+Enter', async () => {
    form([input('question')])
    await userEvent.type(screen.getByRole('textbox'), 'One{Shift>}{Enter}{/Shift}two{Enter}')
    expect(run).toHaveBeenCalledWith({ question: 'One\ntwo' })
    expect(screen.getByRole('textbox')).toHaveValue('')
  })

  it('does not send what is empty, or what cannot run', async () => {
    form([input('question')])
    await userEvent.type(screen.getByRole('textbox'), '  {Enter}')
    expect(run).not.toHaveBeenCalled()
    expect(screen.getByRole('button', { name: ask.ask })).toBeDisabled()
  })

  it('stops a run', async () => {
    form([input('question')], { running: true })
    await userEvent.click(screen.getByRole('button', { name: ask.stop }))
    expect(stop).toHaveBeenCalled()
  })
})

describe('several inputs', () => {
  it('waits for what must be filled in and gives all by name', async () => {
    form([input('letter', { long: true }), input('customer', { required: false })])
    const start = screen.getByRole('button', { name: ask.run })
    expect(start).toBeDisabled()
    await userEvent.type(screen.getByRole('textbox', { name: /letter/ }), 'Broken')
    await userEvent.click(start)
    expect(run).toHaveBeenCalledWith({ letter: 'Broken', customer: '' })
  })
})

it('runs at once when the assistant asks for nothing', async () => {
  form([])
  await userEvent.click(screen.getByRole('button', { name: ask.run }))
  expect(run).toHaveBeenCalledWith({})
})
