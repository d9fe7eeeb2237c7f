import ArgumentParser
import BytePairEncoding
import Documents

/// How `decode` reads ids.
enum IDFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    case ids
    case u32
}

/// Reads ids from a file or standard input as they come, so that ids that are still being made can be decoded.
struct IDReader {
    enum Item {
        /// An id, its number in the file from 0, and its line from 1.
        case id(TokenID, position: Int, line: Int)
        case endOfLine
    }

    private let input: DecompressingInput
    private let format: IDFormat
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)
    private var line = 1
    private var position = 0
    /// Digits of a number, or bytes of an id, that the last chunk cut off.
    private var rest: [UInt8] = []
    private var isDone = false

    init(path: String, format: IDFormat) throws(DocumentError) {
        input = try DecompressingInput(path: path, limits: .init())
        self.format = format
    }

    /// The file and a line of it, for messages; raw ids have no lines.
    func place(line: Int) -> String {
        let name = input.path == "-" ? "standard input" : input.path
        return format == .ids ? "\(name):\(line)" : name
    }

    /// The next items; nil at the end.
    mutating func next() throws -> [Item]? {
        guard !isDone else { return nil }
        let count = try input.read(into: &buffer, at: 0)
        isDone = count == 0
        return switch format {
        case .ids: try text(buffer[..<count])
        case .u32: try raw(buffer[..<count])
        }
    }

    private mutating func text(_ bytes: ArraySlice<UInt8>) throws(InputError) -> [Item] {
        var items: [Item] = []
        for byte in bytes {
            switch byte {
            case 0x20, 0x09, 0x0D, 0x0A:
                try finishNumber(&items)
                if byte == 0x0A {
                    items.append(.endOfLine)
                    line += 1
                }
            default:
                rest.append(byte)
                if rest.count > 64 { try finishNumber(&items) }
            }
        }
        if isDone { try finishNumber(&items) }
        return items
    }

    private mutating func finishNumber(_ items: inout [Item]) throws(InputError) {
        guard !rest.isEmpty else { return }
        var value: UInt64 = 0
        for byte in rest {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else {
                throw InputError(
                    "\(place(line: line)): '\(String(decoding: rest, as: UTF8.self))' is not an id; ids are decimal numbers"
                )
            }
            value = min(value * 10 + UInt64(byte - UInt8(ascii: "0")), 1 << 40)
        }
        guard let id = UInt32(exactly: value) else {
            throw InputError("\(place(line: line)): '\(String(decoding: rest, as: UTF8.self))' is too large for an id")
        }
        rest.removeAll(keepingCapacity: true)
        items.append(.id(TokenID(id), position: position, line: line))
        position += 1
    }

    private mutating func raw(_ bytes: ArraySlice<UInt8>) throws(InputError) -> [Item] {
        var items: [Item] = []
        for byte in bytes {
            rest.append(byte)
            if rest.count == 4 {
                let value = rest.reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
                items.append(.id(TokenID(value), position: position, line: line))
                position += 1
                rest.removeAll(keepingCapacity: true)
            }
        }
        if isDone, !rest.isEmpty {
            throw InputError(
                "\(place(line: line)): the file ends \(rest.count) bytes into id \(position); ids are 4 bytes each")
        }
        return items
    }
}
