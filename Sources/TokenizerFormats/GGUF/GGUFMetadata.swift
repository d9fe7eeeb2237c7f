internal import Files

/// The metadata of a GGUF file, read from its beginning; the weights behind it are never touched.
///
/// The format: `GGUF`, a version, the numbers of tensors and of entries, then each entry as a key, a type and a value;
/// little-endian. Arrays of strings and numbers are kept, other arrays are skipped.
struct GGUFMetadata: Sendable {
    enum Value: Sendable {
        case integer(Int)
        case float(Double)
        case bool(Bool)
        case text([UInt8])
        case integers([Int])
        case floats([Float])
        case texts(GGUFTexts)
        /// An array of another type.
        case other
    }

    private(set) var entries: [[UInt8]: Value] = [:]

    /// Files that a program downloads are trusted too much: no metadata is as long as this.
    private static let maximumByteCount = 1 << 29

    /// Whether bytes begin like a file of this format.
    static func recognizes(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: "GGUF".utf8)
    }

    init(_ context: FormatContext) throws(TokenizerFormatError) {
        var source: GGUFSource
        do throws(FileError) {
            source = try GGUFSource(path: context.path, limit: Self.maximumByteCount)
        } catch {
            throw context.error("", .file(error))
        }
        do throws(GGUFSource.Problem) {
            try read(&source)
        } catch {
            switch error {
            case .file(let error): throw context.error("", .file(error))
            case .format(let offset, let reason): throw context.invalid("byte \(offset)", reason)
            }
        }
    }

    private mutating func read(_ source: inout GGUFSource) throws(GGUFSource.Problem) {
        guard try source.bytes(4).elementsEqual("GGUF".utf8) else { throw source.problem("this is no GGUF file") }
        let version = try source.integer(4)
        guard version == 2 || version == 3 else { throw source.problem("GGUF version \(version) is not known") }
        _ = try source.integer(8)
        let count = try source.integer(8)
        guard count >= 0, count < 1 << 20 else { throw source.problem("there cannot be \(count) entries") }
        for _ in 0..<count {
            let key = Array(try source.text())
            let type = try source.integer(4)
            entries[key] = try Self.value(type, &source)
        }
    }

    private static func value(_ type: Int, _ source: inout GGUFSource) throws(GGUFSource.Problem) -> Value {
        switch type {
        case 0, 1, 2, 3, 4, 5, 10, 11: return .integer(try source.integer(size(type)))
        case 6: return .float(Double(Float(bitPattern: UInt32(truncatingIfNeeded: try source.integer(4)))))
        case 12: return .float(Double(bitPattern: UInt64(bitPattern: Int64(try source.integer(8)))))
        case 7: return .bool(try source.integer(1) != 0)
        case 8: return .text(Array(try source.text()))
        case 9: return try array(&source)
        default: throw source.problem("values of the type \(type) are not known")
        }
    }

    private static func array(_ source: inout GGUFSource) throws(GGUFSource.Problem) -> Value {
        let type = try source.integer(4)
        let count = try source.integer(8)
        guard count >= 0, count < 1 << 28 else { throw source.problem("there cannot be \(count) elements") }
        switch type {
        case 8:
            var texts = GGUFTexts()
            for _ in 0..<count { texts.append(try source.text()) }
            return .texts(texts)
        case 6:
            var floats: [Float] = []
            for _ in 0..<count { floats.append(Float(bitPattern: UInt32(truncatingIfNeeded: try source.integer(4)))) }
            return .floats(floats)
        case 4, 5:
            var integers: [Int] = []
            for _ in 0..<count { integers.append(try source.integer(4)) }
            return .integers(integers)
        case 0, 1, 2, 3, 7, 10, 11, 12:
            for _ in 0..<count { _ = try source.integer(size(type)) }
            return .other
        default: throw source.problem("arrays of the type \(type) are not known")
        }
    }

    private static func size(_ type: Int) -> Int {
        switch type {
        case 0, 1, 7: 1
        case 2, 3: 2
        case 4, 5, 6: 4
        default: 8
        }
    }

    // MARK: Looking up

    subscript(_ key: String) -> Value? { entries[Array(key.utf8)] }

    func text(_ key: String) -> String? {
        if case .text(let bytes)? = self[key] { String(decoding: bytes, as: UTF8.self) } else { nil }
    }

    func integer(_ key: String) -> Int? {
        if case .integer(let value)? = self[key] { value } else { nil }
    }

    func bool(_ key: String) -> Bool? {
        if case .bool(let value)? = self[key] { value } else { nil }
    }

    func texts(_ key: String) -> GGUFTexts? {
        if case .texts(let texts)? = self[key] { texts } else { nil }
    }

    func integers(_ key: String) -> [Int]? {
        if case .integers(let integers)? = self[key] { integers } else { nil }
    }

    func floats(_ key: String) -> [Float]? {
        if case .floats(let floats)? = self[key] { floats } else { nil }
    }
}

/// An array of strings as one array of bytes: there may be 300,000 of them.
struct GGUFTexts: Sendable {
    private(set) var bytes: [UInt8] = []
    private var ends: [Int] = []

    var count: Int { ends.count }

    mutating func append(_ text: ArraySlice<UInt8>) {
        bytes.append(contentsOf: text)
        ends.append(bytes.count)
    }

    subscript(_ index: Int) -> ArraySlice<UInt8> {
        bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }
}
