/** The help stands below its field, so that fields side by side line up. */
export const below: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']
