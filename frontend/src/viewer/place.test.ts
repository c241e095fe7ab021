import { expect, it } from 'vitest'
import { placeOf } from './place'

it.each([
  ['/home/mara/ws/uploads/up_8h32cgc21zh1by4z/Leave.pdf', 'Leave.pdf'],
  ['C:\\ws\\uploads\\up_8h3\\hr\\Leave.pdf', 'hr\\Leave.pdf'],
  ['/home/mara/uploads/Leave.pdf', '/home/mara/uploads/Leave.pdf'],
  ['policies/Leave.pdf', 'policies/Leave.pdf'],
])('shows %s as %s', (path, want) => expect(placeOf(path)).toBe(want))
