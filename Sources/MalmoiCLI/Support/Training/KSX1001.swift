import CICU

/// The syllables of the standard KS X 1001.
enum KSX1001 {
    /// The 2,350 syllables, in the order of the standard, from ICU's converter for EUC-KR: rows 16 to 40 are syllables.
    ///
    /// - Throws: `InputError` where ICU has no such converter.
    static func syllables() throws -> [Unicode.Scalar] {
        let codes = (UInt8(0xB0)...0xC8).flatMap { row in (UInt8(0xA1)...0xFE).flatMap { [row, $0] } }
        var output = [UInt8](repeating: 0, count: codes.count * 2)
        guard let converter = unsafe cicu_converter_open("EUC-KR") else {
            throw InputError("--seed-syllables ksx1001: this ICU has no converter for EUC-KR")
        }
        defer { unsafe cicu_converter_close(converter) }
        let result = unsafe codes.withUnsafeBufferPointer { codes in
            unsafe output.withUnsafeMutableBufferPointer { output in
                unsafe cicu_converter_to_utf8(
                    converter, codes.baseAddress, codes.count, output.baseAddress, output.count, 1)
            }
        }
        let text = String(decoding: output[..<result.produced], as: UTF8.self)
        let syllables = text.unicodeScalars.filter { (0xAC00...0xD7A3).contains($0.value) }
        guard syllables.count == 2350 else {
            throw InputError("--seed-syllables ksx1001: ICU gave \(syllables.count) syllables and not 2350")
        }
        return Array(syllables)
    }
}
