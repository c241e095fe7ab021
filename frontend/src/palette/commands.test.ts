import { describe, expect, it } from 'vitest'
import { find, type Command, type Group } from './commands'

const command = (label: string, group: Group = 'action', change: Partial<Command> = {}): Command => ({
  id: label, label, group, icon: 'home', run: () => undefined, ...change,
})

const labels = (commands: Command[], query: string) => find(commands, query).map((found) => found.command.label)

describe('finding commands', () => {
  it('shows everything but documents before anything is typed', () => {
    expect(labels([command('Home', 'go'), command('Leave.pdf', 'document')], '')).toEqual(['Home'])
  })

  it('finds by keywords and puts them behind names', () => {
    const list = [command('Add a model', 'action', { keywords: 'ollama key' }), command('Ollama notes', 'knowledge')]
    expect(labels(list, 'olla')).toEqual(['Ollama notes', 'Add a model'])
  })

  it('does not match letters strewn over keywords', () => {
    expect(labels([command('Add', 'action', { keywords: 'provider language model' })], 'plm')).toEqual([])
  })

  it('puts an assistant before a document of the same name', () => {
    const list = [command('Leave policy', 'document'), command('Leave policy helper', 'assistant')]
    expect(labels(list, 'leave')).toEqual(['Leave policy helper', 'Leave policy'])
  })

  it('lets documents not push everything else out', () => {
    const documents = Array.from({ length: 500 }, (_, i) => command(`Report ${i}`, 'document'))
    const found = find([...documents, command('Write a report', 'action')], 'report')
    expect(found.filter((f) => f.command.group === 'document')).toHaveLength(8)
    expect(found.some((f) => f.command.label === 'Write a report')).toBe(true)
  })

  it('finds a document by its path', () => {
    expect(labels([command('Leave', 'document', { note: '/home/mara/policies/Leave.pdf' })], 'policies')).toEqual(['Leave'])
  })
})
