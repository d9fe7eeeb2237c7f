import CICU

/// Converts text of another encoding to UTF-8, in pieces, through ICU.
///
/// A class because the C state has an owner and an address. Not `Sendable`: it stays inside its reader.
@safe
final class TextDecoder {
    private let converter: OpaquePointer
    private let encoding: TextEncoding
    /// How many bytes have been taken.
    private(set) var consumed = 0

    /// Bytes that the encoding does not know.
    struct Invalid: Error {
        /// The place of the first of them, counted from the start of the text.
        var offset: Int
    }

    /// `nil` for UTF-8, which is not converted.
    init?(_ encoding: TextEncoding) {
        guard let name = encoding.converterName, let converter = unsafe cicu_converter_open(name) else { return nil }
        unsafe self.converter = converter
        self.encoding = encoding
    }

    deinit {
        unsafe cicu_converter_close(converter)
    }

    /// Converts from `input[range]` into `output` from `start` on.
    /// - Parameter isLast: whether the text ends with this input.
    /// - Returns: how many bytes were taken and given, and whether `output` has become full.
    func step(
        _ input: [UInt8], _ range: Range<Int>, isLast: Bool, into output: inout [UInt8], at start: Int
    ) throws(Invalid) -> (consumed: Int, produced: Int, isFull: Bool) {
        if encoding == .utf16, consumed == 0, !Self.hasMark(input[range]) {
            if range.isEmpty { return (0, 0, false) }
            throw Invalid(offset: 0)
        }
        let result = unsafe input.withUnsafeBufferPointer { input in
            let input = unsafe UnsafeBufferPointer(rebasing: input[range])
            return unsafe output.withUnsafeMutableBufferPointer { output in
                let output = unsafe UnsafeMutableBufferPointer(rebasing: output[start...])
                return unsafe cicu_converter_to_utf8(
                    converter, input.baseAddress, input.count, output.baseAddress, output.count, isLast ? 1 : 0)
            }
        }
        consumed += result.consumed
        switch result.status {
        case .done: return (result.consumed, result.produced, false)
        case .full: return (result.consumed, result.produced, true)
        case .invalid, .failed: throw Invalid(offset: consumed - result.invalid)
        }
    }

    private static func hasMark(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    }
}
