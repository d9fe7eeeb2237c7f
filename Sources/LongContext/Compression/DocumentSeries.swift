/// Per-document numbers in bounded memory.
///
/// Up to ``capacity`` documents each has a row of its own. When the rows are full, neighbours are joined two by two and
/// every later row takes twice as many documents: sums stay exact, and the bootstrap goes on with groups of
/// neighbouring documents, which are at least half of ``capacity`` then. Of single documents, every second one is
/// forgotten at the same moment, so that what is kept is every first, second, fourth … document of all.
struct DocumentSeries: Sendable {
    static let capacity = 8_192

    /// The numbers of one document, or the sums over some.
    private(set) var rows: [[Double]] = []
    /// The numbers of single documents, evenly spread over all.
    private(set) var sample: [[Double]] = []
    private(set) var documents = 0
    /// Documents that make up a full row, a power of two.
    private var rowSize = 1
    /// Documents in the last row.
    private var lastRowFill = 0

    var isExact: Bool { rowSize == 1 }

    mutating func add(_ numbers: [Double]) {
        if documents % rowSize == 0 { sample.append(numbers) }
        if lastRowFill == 0 || lastRowFill == rowSize {
            rows.append(numbers)
            lastRowFill = 1
        } else {
            let last = rows.count - 1
            for column in numbers.indices { rows[last][column] += numbers[column] }
            lastRowFill += 1
        }
        documents += 1
        // Only full rows are joined, so that rows weigh the same.
        if rows.count == Self.capacity, lastRowFill == rowSize { halve() }
    }

    private mutating func halve() {
        rows = stride(from: 0, to: rows.count, by: 2).map { index in
            zip(rows[index], rows[index + 1]).map { $0 + $1 }
        }
        sample = stride(from: 0, to: sample.count, by: 2).map { sample[$0] }
        rowSize *= 2
        lastRowFill = rowSize
    }
}
