import Files
import Synchronization

/// The counts of a corpus that are on disk already: sorted runs in a folder, in groups of sources.
///
/// Whoever counts writes a run whenever its table is full, and a checkpoint is a list of the runs so far. Nothing is
/// removed before the folder is: a run that a checkpoint names must outlive it.
public final class RunFolder: Sendable {
    private struct State {
        var names: [[String]]
        var nextNumber: Int
    }

    /// More files than this are not read at once.
    private static let maximumOpen = 64

    public let path: String
    private let state: Mutex<State>

    /// A folder that is made when the first run is written.
    ///
    /// - Parameters:
    ///   - groups: how many groups of sources there are.
    ///   - names: the runs of each group that an interrupted run left there.
    public init(path: String, groups: Int, names: [[String]] = []) {
        self.path = path
        // What another run left there keeps its names until a checkpoint of this one takes its place.
        let old = (try? FileReading.names(in: path)) ?? []
        let numbers = old.compactMap { Self.isRun($0) ? Int($0.dropFirst(Self.prefix.utf8.count)) : nil }
        state = Mutex(
            State(
                names: names.isEmpty ? Array(repeating: [], count: groups) : names,
                nextNumber: (numbers.max() ?? 0) + 1))
    }

    /// The names of the runs of each group, in the order in which they were written.
    public var names: [[String]] { state.withLock { $0.names } }

    public var isEmpty: Bool { names.allSatisfy(\.isEmpty) }

    /// Whether a file belongs to such a folder.
    public static func isRun(_ name: String) -> Bool { name.utf8.starts(with: prefix.utf8) }

    private static let prefix = "run-"

    /// Writes a run.
    func write(
        group: Int, _ body: (inout RunWriter) throws(TrainingError) -> Void
    ) throws(TrainingError) {
        let name = newName()
        do throws(FileError) { try AtomicDirectory(path: path).commit() } catch { throw .file(error) }
        var writer = try RunWriter(path: path + "/" + name)
        try body(&writer)
        try writer.finish()
        state.withLock { $0.names[group].append(name) }
    }

    /// Writes a whole corpus, a run a group.
    public func write(_ corpus: CountedCorpus) throws(TrainingError) {
        for (index, group) in corpus.groups.enumerated() where group.counts.count > 0 {
            try write(group: index) { writer throws(TrainingError) in
                for place in group.counts.sortedIndices() {
                    let piece = group.counts.bytes.span.extracting(group.counts.range(at: place))
                    try writer.append(piece, count: group.counts.count(at: place))
                }
            }
        }
    }

    /// Goes through the pieces of a group, each with its count in all runs, in the order of their bytes.
    func forEachPiece(
        ofGroup group: Int, _ body: (Span<UInt8>, Int) throws(TrainingError) -> Void
    ) throws(TrainingError) {
        var merger = try RunMerger(readers(ofGroup: group))
        while try merger.next() {
            try body(merger.piece.span, merger.count)
        }
    }

    /// The runs of a group, brought to so few that all can be open.
    private func readers(ofGroup group: Int) throws(TrainingError) -> [RunReader] {
        while case let names = names[group], names.count > Self.maximumOpen {
            let first = names.prefix(Self.maximumOpen)
            var merger = try RunMerger(open(first))
            try write(group: group) { writer throws(TrainingError) in
                while try merger.next() { try writer.append(merger.piece.span, count: merger.count) }
            }
            state.withLock { $0.names[group].removeFirst(first.count) }
        }
        return try open(names[group][...])
    }

    private func open(_ names: ArraySlice<String>) throws(TrainingError) -> [RunReader] {
        var readers: [RunReader] = []
        for name in names { readers.append(try RunReader(path: path + "/" + name)) }
        return readers
    }

    private func newName() -> String {
        state.withLock { state in
            defer { state.nextNumber += 1 }
            return "\(Self.prefix)\(state.nextNumber)"
        }
    }
}
