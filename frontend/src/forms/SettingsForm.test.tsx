import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { api, type Flow, type FlowNode, type Spec } from '@/bridge'
import { load, undo, useFlow } from '@/stores/flow'
import { useInspection } from '@/stores/inspection'
import { setPalette } from '@/stores/specs'
import { forms } from '@/text/forms'
import { field, model, node, port, problem, spec } from '@/test/fixtures'
import { draw } from '@/test/render'
import { SettingsForm } from './SettingsForm'

const kind = spec('answer', {
  fields: [
    field('model', 'model', { label: 'Model', required: true }),
    field('text', 'prompt', { label: 'Message' }),
    field('tone', 'select', { label: 'Tone', options: [{ value: 'kind', label: 'Kind', help: '' }, { value: 'formal', label: 'Formal', help: '' }] }),
    field('refusal', 'text', { label: 'What to say then', showIf: 'tone=formal' }),
    field('inputs', 'list', {
      label: 'Inputs', max: 2,
      items: [field('id', 'hidden'), field('name', 'text', { label: 'Name' }), field('long', 'switch', { label: 'Several lines', default: false })],
    }),
    field('variety', 'slider', { label: 'Variety', min: 0, max: 2, step: 0.1, advanced: true }),
  ],
})

function Form({ kind: shown }: { kind: Spec }) {
  const current = useFlow((s) => s.nodes.find((n) => n.id === 'n'))
  return current ? <SettingsForm node={current} spec={shown} /> : null
}

const settings = () => useFlow.getState().nodes.find((n) => n.id === 'n')?.settings ?? {}

function open(values: Record<string, unknown>, others: FlowNode[] = []): void {
  const flow: Flow = {
    id: 'f', name: '', description: '', revision: 1, createdAt: '', updatedAt: '', edges: [],
    nodes: [node('n', 'answer', { model: '', text: '', tone: 'kind', refusal: 'No.', inputs: [], variety: 0, ...values }), ...others],
  }
  load(flow)
  draw(<Form kind={kind} />)
}

beforeEach(() => {
  vi.spyOn(api.models, 'list').mockResolvedValue([model('builtin/quotes', { title: 'Built-in' }), model('cloud/big', { title: 'Big', local: false })])
  setPalette({ kinds: [kind, spec('question', { title: 'Question', ports: { in: [], out: [port('question', 'text', { label: 'Question' })] } })], accepts: {} })
  useInspection.setState({ ready: true, ok: true, problems: [], byNode: {}, cards: {}, inputs: [] })
})

describe('the form of a step', () => {
  it('shows a field only while its condition holds', async () => {
    open({})
    expect(screen.queryByLabelText('What to say then')).not.toBeInTheDocument()
    await userEvent.click(screen.getByRole('radio', { name: 'Formal' }))
    expect(settings()['tone']).toBe('formal')
    expect(screen.getByLabelText('What to say then')).toHaveValue('No.')
  })

  it('chooses a model of the catalogue', async () => {
    open({})
    await userEvent.click(screen.getByRole('combobox', { name: 'Model' }))
    await userEvent.click(await screen.findByRole('option', { name: /Big/ }))
    expect(settings()['model']).toBe('cloud/big')
    expect(screen.getByText(forms.model.leaves)).toBeInTheDocument()
  })

  it('says what is wrong at the field, and opens the advanced part for it', () => {
    const byNode = { n: [problem('n', 'model', 'No model is chosen.'), problem('n', 'variety', 'Too high.')] }
    useInspection.setState({ byNode })
    open({})
    expect(screen.getByText('No model is chosen.')).toBeVisible()
    expect(screen.getByRole('button', { name: forms.advanced })).toHaveAttribute('aria-expanded', 'true')
    expect(screen.getByText('Too high.')).toBeInTheDocument()
  })

  it('adds, fills, orders and removes rows, each with an identifier of its own', async () => {
    open({ inputs: [{ id: 'one', name: 'letter', long: false }] })
    await userEvent.click(screen.getByRole('button', { name: forms.list.add }))
    const names = screen.getAllByLabelText('Name')
    await userEvent.type(names[1] as HTMLElement, 'customer')
    const rows = () => settings()['inputs'] as { id: string; name: string; long: boolean }[]
    expect(rows().map((r) => r.name)).toEqual(['letter', 'customer'])
    expect(rows()[1]?.id).not.toBe('')
    expect(rows()[1]?.long).toBe(false)
    expect(screen.getByRole('button', { name: forms.list.add })).toBeDisabled()
    await userEvent.click(screen.getByRole('button', { name: forms.list.up('customer') }))
    expect(rows().map((r) => r.name)).toEqual(['customer', 'letter'])
    await userEvent.click(screen.getByRole('button', { name: forms.list.remove('customer') }))
    expect(rows().map((r) => r.id)).toEqual(['one'])
  })

  it('takes typing back as one step', async () => {
    open({ tone: 'formal' })
    await userEvent.type(screen.getByLabelText('What to say then'), ' Sorry')
    expect(settings()['refusal']).toBe('No. Sorry')
    undo()
    expect(settings()['refusal']).toBe('No.')
  })
})

describe('a text with names', () => {
  it('marks names to which nothing is connected', () => {
    open({ text: 'Dear {{customer}}' })
    const mark = document.querySelector('mark')
    expect(mark).toHaveTextContent('{{customer}}')
    expect(mark).toHaveAttribute('data-known', 'false')
  })

  it('puts in an output of another step and connects it', async () => {
    open({ text: '' }, [node('q', 'question')])
    await userEvent.click(screen.getByRole('button', { name: 'question' }))
    expect(settings()['text']).toBe('{{question}}')
    expect(useFlow.getState().edges).toMatchObject([{ from: 'q', fromPort: 'question', to: 'n', toPort: 'question' }])
    expect(document.querySelector('mark')).toHaveAttribute('data-known', 'true')
  })
})
