/// A NumPy file (format 1.0) of one array of little-endian 32-bit ids.
///
/// The header holds the length, which is known only at the end: the ids are kept until then.
struct NumPyArray {
    private var chunks: [[UInt8]] = []

    mutating func append(_ bytes: [UInt8]) {
        chunks.append(bytes)
    }

    func write(_ write: ([UInt8]) throws -> Void) throws {
        let count = chunks.reduce(0) { $0 + $1.count } / 4
        var header = Array("{'descr': '<u4', 'fortran_order': False, 'shape': (\(count),), }".utf8)
        // The whole head is a multiple of 64 bytes and ends in a line end.
        header += [UInt8](repeating: 0x20, count: 63 - (10 + header.count) % 64) + [0x0A]
        let length = UInt16(header.count)
        try write([0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(length & 0xFF), UInt8(length >> 8)] + header)
        for chunk in chunks {
            try write(chunk)
        }
    }
}
