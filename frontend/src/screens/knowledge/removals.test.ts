import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { api } from '@/bridge'
import * as toast from '@/ui/toast'
import { finishRemovals, removeLater, useRemovals } from './removals'

const remove = vi.spyOn(api.knowledge, 'remove')
const done = vi.spyOn(toast, 'done').mockImplementation(() => undefined)
const documents = [{ id: 'a', title: 'A' }, { id: 'b', title: 'B' }]
const hidden = () => [...useRemovals.getState().hidden]

describe('removing documents', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    remove.mockReset().mockResolvedValue(undefined)
    done.mockClear()
  })
  afterEach(() => vi.useRealTimers())

  it('takes them off the screen at once and out of the store later', async () => {
    removeLater('kb', documents)
    expect(hidden()).toEqual(['a', 'b'])
    expect(remove).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(9000)
    expect(remove).toHaveBeenCalledWith('kb', ['a', 'b'])
    expect(hidden()).toEqual([])
  })

  it('can be taken back', async () => {
    removeLater('kb', documents)
    done.mock.calls[0]?.[1]?.undo()
    expect(hidden()).toEqual([])
    await vi.advanceTimersByTimeAsync(9000)
    expect(remove).not.toHaveBeenCalled()
  })

  it('is done at once when the program closes', () => {
    removeLater('kb', documents)
    finishRemovals()
    expect(remove).toHaveBeenCalledTimes(1)
  })

  it('brings them back when the removal fails', async () => {
    vi.spyOn(toast, 'failed').mockImplementation(() => undefined)
    remove.mockRejectedValue(new Error('no'))
    removeLater('kb', documents)
    await vi.advanceTimersByTimeAsync(9000)
    expect(hidden()).toEqual([])
    expect(toast.failed).toHaveBeenCalled()
  })
})
