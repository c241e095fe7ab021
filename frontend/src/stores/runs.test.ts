import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { api, AppError, type Run, type RunEvent, type Step } from '@/bridge'
import { apply, hasGap, newView, type RunView } from './runReducer'
import { receive, showFailedStart, useRunStore } from './runs'

const step = (node: string, status: string): Step => ({
  node, kind: 'prompt', title: node, status, ms: 1, tokens_in: 0, tokens_out: 0, cost: 0, model: '', cached: false, attempts: 1,
  inputs: {}, outputs: {}, startedAt: '',
})
const event = (seq: number, type: string, more: Partial<RunEvent> = {}): RunEvent => ({ run: 'r', flow: 'f', seq, type, at: '', ...more })
const delta = (seq: number, text: string) => event(seq, 'delta', { node: 'a', delta: text })
const run: Run = {
  id: 'r', flowId: 'f', flowName: 'F', revision: 1, status: 'done', inputs: { question: 'Why?' }, outputs: { answer: { type: 'text', text: 'Because.' } },
  answered: true, citations: [], steps: [step('a', 'done')], startedAt: '', finishedAt: '', ms: 9, tokensIn: 3, tokensOut: 4, cost: 0,
}
const whole = [event(1, 'run_started'), event(2, 'step_started', { step: step('a', 'running') }), delta(3, 'Be'), delta(4, 'cause.'),
  event(5, 'step_done', { step: step('a', 'done') }), event(6, 'run_done', { final: run })]

const view = (): RunView | undefined => useRunStore.getState().views['r']

describe('apply', () => {
  it('writes the text of a step as it arrives', () => {
    const after = whole.slice(0, 4).reduce(apply, newView('r', 'f'))
    expect(after.streams).toEqual({ a: 'Because.' })
    expect(after.steps['a']?.status).toBe('running')
  })

  it('ignores events that it has seen', () => {
    const after = [...whole.slice(0, 4), delta(4, 'cause.'), delta(3, 'Be')].reduce(apply, newView('r', 'f'))
    expect(after.streams['a']).toBe('Because.')
  })

  it('ends with what was stored', () => {
    const after = whole.reduce(apply, newView('r', 'f'))
    expect(after).toMatchObject({ status: 'done', seq: 6, tokens: 7, inputs: { question: 'Why?' } })
    expect(after.outputs['answer']?.text).toBe('Because.')
  })

  it('begins a step anew when it is tried again', () => {
    const again = event(5, 'step_started', { step: step('a', 'running') })
    expect([...whole.slice(0, 4), again].reduce(apply, newView('r', 'f')).streams['a']).toBe('')
  })

  it('takes a run whose lists are null', () => {
    const bare = { ...run, steps: null, citations: null, outputs: null } as unknown as Run
    expect(apply(newView('r', 'f'), event(1, 'run_done', { final: bare }))).toMatchObject({ steps: {}, citations: [], outputs: {} })
  })
})

describe('hasGap', () => {
  it.each([
    [[1, 2, 3], false],
    [[2, 3], true],
    [[1, 3], true],
    [[1, 1, 2], false],
  ])('%j: %s', (seqs, expected) => expect(hasGap(newView('r', 'f'), seqs.map((s) => delta(s, '')))).toBe(expected))
})

describe('receive', () => {
  const stored = vi.spyOn(api.runs, 'events')

  beforeEach(() => {
    stored.mockReset().mockResolvedValue([])
    useRunStore.setState({ flowId: 'f', views: {}, turns: [], shown: '', starting: false })
  })
  afterEach(() => useRunStore.setState({ flowId: '' }))

  it('takes events in their order, whatever the order in which a batch lists them', () => {
    receive([whole[1], whole[0], whole[3], whole[2]].flatMap((e) => e ?? []))
    expect(view()?.streams['a']).toBe('Because.')
    expect(stored).not.toHaveBeenCalled()
  })

  it('fills a gap with what is stored, and waits with later events meanwhile', async () => {
    let answer: (events: RunEvent[]) => void = () => undefined
    stored.mockImplementationOnce(() => new Promise((resolve) => { answer = resolve }))
    receive(whole.slice(0, 1))
    receive(whole.slice(2, 4))
    receive(whole.slice(4, 5))
    expect(view()?.seq).toBe(1)
    answer(whole.slice(1, 2))
    await vi.waitFor(() => expect(view()?.seq).toBe(5))
    expect(stored).toHaveBeenCalledWith('r', 1)
    expect(view()?.steps['a']?.status).toBe('done')
  })

  it('goes on when what is stored cannot be read', async () => {
    stored.mockRejectedValueOnce(new AppError('unavailable', 'It has stopped.'))
    receive(whole.slice(3))
    await vi.waitFor(() => expect(view()?.status).toBe('done'))
  })

  it('leaves other assistants alone', () => {
    receive([{ ...delta(1, 'x'), flow: 'other' }])
    expect(useRunStore.getState().views).toEqual({})
  })

  it('shows a run that could not start where its answer would be', () => {
    showFailedStart({ question: 'Why?' }, new AppError('invalid', 'It cannot run yet.'))
    const { turns, views } = useRunStore.getState()
    expect(views[turns[0] ?? '']).toMatchObject({ status: 'failed', inputs: { question: 'Why?' } })
  })
})
