import type { Model } from '@/bridge'
import { words } from '@/text/models'

/** The host of an address, or the address itself when it is none. */
export function hostOf(address: string): string {
  try {
    return new URL(address).host
  } catch {
    return address
  }
}

/** "$0.10", "$2.50", "$0.075": no more digits than the price has. */
export function dollars(amount: number): string {
  return '$' + amount.toFixed(Math.max(2, Math.min(4, decimals(amount))))
}

function decimals(amount: number): number {
  const [, fraction = ''] = amount.toFixed(4).replace(/0+$/, '').split('.')
  return fraction.length
}

/** What is known of a model, in a line. */
export function factsOf(model: Model): string[] {
  const facts = [
    model.parameters,
    model.quantised,
    model.size > 0 ? words.size(model.size) : '',
    model.context > 0 ? words.context(model.context) : '',
    model.dimensions > 0 ? words.dimensions(model.dimensions) : '',
    model.licence,
    model.provider === 'builtin' ? '' : priceOf(model),
  ]
  return facts.filter((fact) => fact !== '')
}

/** What a model costs, in words. */
export function priceOf(model: Model): string {
  if (model.priceKnown) return model.priceIn + model.priceOut === 0 ? words.free : words.price(dollars(model.priceIn), dollars(model.priceOut))
  return model.local ? words.free : words.priceUnknown
}
