export const IMPORT_STEPS = ['File', 'Columns', 'Import', 'Result'] as const
