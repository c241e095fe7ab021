import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import type { ReactElement } from 'react'
import { createQueryClient } from '@/stores/queries'
import { theme } from '@/theme/theme'

/** Draws a part of the interface with what every part may count on; no animation. */
export function draw(element: ReactElement) {
  const client = createQueryClient()
  return render(
    <QueryClientProvider client={client}>
      <MantineProvider theme={theme} env="test">{element}</MantineProvider>
    </QueryClientProvider>,
  )
}
