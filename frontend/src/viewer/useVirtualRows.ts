import { useVirtualizer, type VirtualizerOptions } from '@tanstack/react-virtual'

type Options = Pick<
  VirtualizerOptions<HTMLDivElement, HTMLDivElement>,
  'count' | 'getScrollElement' | 'estimateSize' | 'getItemKey'
> &
  Partial<Pick<VirtualizerOptions<HTMLDivElement, HTMLDivElement>, 'overscan' | 'onChange' | 'paddingEnd'>>

/** A list that draws only the rows in sight. */
export function useVirtualRows(options: Options) {
  // The list changes in place while it scrolls, so nothing made from it may be remembered.
  // eslint-disable-next-line react-hooks/incompatible-library
  return useVirtualizer<HTMLDivElement, HTMLDivElement>(options)
}
