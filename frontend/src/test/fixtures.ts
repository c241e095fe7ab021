import type { Field, FlowNode, Model, Port, Problem, Spec } from '@/bridge'

export const field = (name: string, widget: string, more: Partial<Field> = {}): Field => ({
  name, label: name, help: '', widget, options: [], step: 0, required: false, advanced: false, showIf: '', placeholder: '', default: '', items: [], ...more,
})

export const port = (name: string, type: string, more: Partial<Port> = {}): Port => ({
  name, label: name, type, required: false, many: false, help: '', ...more,
})

export const spec = (kind: string, more: Partial<Spec> = {}): Spec => ({
  kind, version: 1, title: kind, group: 'Group', icon: 'box', color: 'info', help: '', details: '', keywords: [], fields: [], defaults: {},
  ports: { in: [], out: [] }, ...more,
})

export const node = (id: string, kind: string, settings: Record<string, unknown> = {}): FlowNode => ({
  id, kind, version: 1, title: '', x: 0, y: 0, settings,
})

export const problem = (nodeId: string, at: string, message: string, more: Partial<Problem> = {}): Problem => ({
  code: 'invalid', severity: 'error', message, node: nodeId, field: at, hint: '', fix: 'open_field', ...more,
})

export const model = (id: string, more: Partial<Model> = {}): Model => ({
  id, provider: id.split('/')[0] ?? '', name: id, kind: 'chat', title: id, description: '', local: true, address: '', context: 0, dimensions: 0,
  priceIn: 0, priceOut: 0, priceKnown: true, digest: '', size: 0, parameters: '', quantised: '', licence: '', shutdown: '', addedAt: '', ...more,
})
