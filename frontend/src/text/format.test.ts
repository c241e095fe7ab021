import { describe, expect, it } from 'vitest'
import { ago, bytes, count, duration, timeLeft } from './format'

describe('numbers for people', () => {
  it.each([
    [0, 'pages', '0 pages'], [1, 'page', '1 page'], [2000, 'pages', '2,000 pages'],
  ] as const)('counts %d', (n, _, want) => expect(count(n, 'page', 'pages')).toBe(want))

  it.each([
    [0, '0 bytes'], [1, '1 byte'], [999, '999 bytes'], [1000, '1.0 kB'], [3_400_000, '3.4 MB'], [999_900, '1.0 MB'],
    [12_000_000_000, '12 GB'], [-5, '0 bytes'],
  ])('sizes %d', (n, want) => expect(bytes(n)).toBe(want))

  it.each([
    [0.004, '4 ms'], [1.23, '1.2 s'], [59, '59 s'], [60, '1 min'], [200, '3 min 20 s'], [3900, '1 h 5 min'], [7200, '2 h'],
  ])('lasts %d', (n, want) => expect(duration(n)).toBe(want))

  it.each([
    [-1, ''], [2, 'nearly done'], [18, 'about 20 seconds left'], [60, 'about a minute left'], [130, 'about 3 minutes left'],
    [3600, 'about an hour left'], [7300, 'about 2 hours left'],
  ])('has %d seconds left', (n, want) => expect(timeLeft(n)).toBe(want))

  it('says when, and nothing for a time that is not set', () => {
    const now = new Date('2026-11-23T15:00:00')
    expect(ago('2026-11-23T14:59:40', now)).toBe('just now')
    expect(ago('2026-11-23T14:30:00', now)).toBe('30 minutes ago')
    expect(ago('2026-11-23T09:05:00', now)).toBe('today 09:05')
    expect(ago('2026-03-03T09:05:00', now)).toBe('3 Mar 2026')
    expect(ago('0001-01-01T00:00:00Z', now)).toBe('')
    expect(ago('', now)).toBe('')
  })
})
