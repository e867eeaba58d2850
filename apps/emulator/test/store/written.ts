/** Size of the content that the writer writes as its `count`th: some in a row, some in a file. */
export const sizeOf = (count: number): number => [0, 10, 3000, 65_536, 65_537, 200_000, 1_000_000][count % 7] ?? 0
