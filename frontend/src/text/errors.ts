export const words = {
  unreachable: 'Greenlight does not answer.',
  unreachableHint: 'Check that the program is still running, then try again.',
  unknown: 'Something went wrong inside Greenlight.',
  unknownHint: 'Try again. If it happens once more, send us the log file from Settings.',
  lostUpload: 'The file did not arrive.',
  screenBroke: 'This screen ran into a problem.',
  screenBrokeHint: 'Your work is saved. Show the screen again, or go back to Home.',
  showAgain: 'Show it again',
  goHome: 'Go to Home',
  tryAgain: 'Try again',
}
