// Numbers, sizes and times as people read them.

const whole = new Intl.NumberFormat('en-GB')

/** "1 document", "2,000 documents". */
export function count(n: number, one: string, many: string): string {
  return `${whole.format(n)} ${n === 1 ? one : many}`
}

/** "12,345". */
export const number = (n: number): string => whole.format(n)

/** "0 bytes", "3.4 MB": decimal units, as file managers show them. */
export function bytes(n: number): string {
  const units = ['kB', 'MB', 'GB', 'TB']
  if (n < 1000) return count(Math.max(0, Math.round(n)), 'byte', 'bytes')
  let value = n / 1000
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return `${value < 9.95 ? value.toFixed(1) : value.toFixed(0)} ${units[unit] ?? ''}`
}

/** "4 ms", "1.2 s", "3 min 20 s", "1 h 5 min". */
export function duration(seconds: number): string {
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`
  const total = Math.round(seconds)
  if (total < 60) return `${total} s`
  const minutes = Math.floor(total / 60)
  if (minutes < 60) return total % 60 === 0 ? `${minutes} min` : `${minutes} min ${total % 60} s`
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** "about 20 seconds left": rounded, since an estimate that trembles is worse than a coarse one. */
export function timeLeft(seconds: number): string {
  if (seconds < 0) return ''
  if (seconds < 5) return 'nearly done'
  if (seconds < 50) return `about ${Math.ceil(seconds / 10) * 10} seconds left`
  const minutes = Math.ceil(seconds / 60)
  if (minutes < 60) return minutes === 1 ? 'about a minute left' : `about ${minutes} minutes left`
  const hours = Math.round(minutes / 60)
  return hours === 1 ? 'about an hour left' : `about ${hours} hours left`
}

const today = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })

/** "just now", "5 minutes ago", "today 14:05", "3 Mar 2026". Empty for Go's zero time. */
export function ago(iso: string, now = new Date()): string {
  const then = new Date(iso)
  if (Number.isNaN(then.getTime()) || then.getUTCFullYear() < 2000) return ''
  const seconds = (now.getTime() - then.getTime()) / 1000
  if (seconds < 45) return 'just now'
  if (seconds < 3300) return `${count(Math.max(1, Math.round(seconds / 60)), 'minute', 'minutes')} ago`
  if (then.toDateString() === now.toDateString()) return `today ${today.format(then)}`
  return day.format(then)
}
