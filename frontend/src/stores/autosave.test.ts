import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { api, AppError, type Flow } from '@/bridge'
import { flush, keepMine, startAutosave, takeTheirs } from './autosave'
import { moveNodes } from './doc'
import { edit, load, useFlow } from './flow'

const flow: Flow = {
  id: 'f', name: 'F', description: '', revision: 3, createdAt: '', updatedAt: '', edges: [],
  nodes: [{ id: 'a', kind: 'text', version: 1, title: '', x: 0, y: 0, settings: {} }],
}

const move = (x: number) => edit((d) => moveNodes(d, new Map([['a', { x, y: 0 }]])))
const state = () => useFlow.getState()

let stop: () => void
const saved = vi.spyOn(api.flows, 'save')
const got = vi.spyOn(api.flows, 'get')

beforeEach(() => {
  vi.useFakeTimers()
  saved.mockReset().mockImplementation((f) => Promise.resolve({ ...f, revision: f.revision + 1 }))
  got.mockReset()
  load(flow)
  stop = startAutosave()
})

afterEach(() => {
  stop()
  vi.useRealTimers()
})

describe('autosave', () => {
  it('saves once after several quick changes, naming the revision that it changed', async () => {
    move(8)
    move(16)
    expect(state().save).toBe('unsaved')
    await vi.advanceTimersByTimeAsync(1000)
    expect(saved).toHaveBeenCalledTimes(1)
    expect(saved.mock.calls[0]?.[0]).toMatchObject({ revision: 3, nodes: [{ x: 16 }] })
    expect(state()).toMatchObject({ save: 'saved', revision: 4 })
  })

  it('saves again what was changed while a save was under way', async () => {
    let finish: (f: Flow) => void = () => undefined
    saved.mockImplementationOnce(() => new Promise((resolve) => { finish = resolve }))
    move(8)
    await vi.advanceTimersByTimeAsync(1000)
    move(16)
    finish({ ...flow, revision: 4 })
    await vi.advanceTimersByTimeAsync(1000)
    expect(saved.mock.calls.map(([f]) => f.revision)).toEqual([3, 4])
    expect(state()).toMatchObject({ save: 'saved', revision: 5 })
  })

  it('does not save what was loaded', async () => {
    load({ ...flow, revision: 9, nodes: [] })
    await vi.advanceTimersByTimeAsync(1000)
    expect(saved).not.toHaveBeenCalled()
  })

  it('says that it failed and tries again with the next change', async () => {
    saved.mockRejectedValueOnce(new AppError('unavailable', 'It has stopped.'))
    move(8)
    await vi.advanceTimersByTimeAsync(1000)
    expect(state().save).toBe('failed')
    move(16)
    await vi.advanceTimersByTimeAsync(1000)
    expect(state().save).toBe('saved')
  })
})

describe('a conflict', () => {
  beforeEach(async () => {
    saved.mockRejectedValueOnce(new AppError('conflict', 'It was changed elsewhere.'))
    got.mockResolvedValue({ ...flow, revision: 7, nodes: [] })
    move(8)
    await vi.advanceTimersByTimeAsync(1000)
  })

  it('stops saving until the person decides', async () => {
    move(24)
    await vi.advanceTimersByTimeAsync(5000)
    await flush()
    expect(saved).toHaveBeenCalledTimes(1)
    expect(state().save).toBe('conflict')
  })

  it('can be ended by taking the other version', async () => {
    await takeTheirs()
    expect(state()).toMatchObject({ save: 'saved', revision: 7, nodes: [] })
  })

  it('can be ended by keeping this version', async () => {
    await keepMine()
    expect(saved.mock.calls[1]?.[0]).toMatchObject({ revision: 7, nodes: [{ x: 8 }] })
    expect(state().save).toBe('saved')
  })
})
