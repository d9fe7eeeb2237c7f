import CCompression

/// A decoder of a gzip or zstd stream, fed in pieces.
///
/// A class because the C state has an owner and an address. Not `Sendable`: it stays inside its reader.
@safe
final class Decompressor {
    @unsafe private enum State {
        case gzip(OpaquePointer)
        case zstd(OpaquePointer)
    }

    /// What one step did.
    struct Step {
        var status: ccomp_status
        var consumed: Int
        var produced: Int
        var message: String
    }

    private let state: State

    /// `nil` for `.none` and where memory ran out.
    init?(_ compression: Compression, maximumWindowLog: Int) {
        switch compression {
        case .none: return nil
        case .gzip:
            guard let stream = unsafe ccomp_gzip_open() else { return nil }
            unsafe state = .gzip(stream)
        case .zstd:
            guard let stream = unsafe ccomp_zstd_open(CInt(maximumWindowLog)) else { return nil }
            unsafe state = .zstd(stream)
        }
    }

    deinit {
        switch unsafe state {
        case .gzip(let stream): unsafe ccomp_gzip_close(stream)
        case .zstd(let stream): unsafe ccomp_zstd_close(stream)
        }
    }

    /// Decodes from `input[range]` into `output` from `start` on.
    func step(_ input: [UInt8], _ range: Range<Int>, into output: inout [UInt8], at start: Int) -> Step {
        let result = unsafe input.withUnsafeBytes { input in
            let input = unsafe UnsafeRawBufferPointer(rebasing: input[range])
            return unsafe output.withUnsafeMutableBytes { output in
                let output = unsafe UnsafeMutableRawBufferPointer(rebasing: output[start...])
                return switch unsafe state {
                case .gzip(let stream):
                    unsafe ccomp_gzip_step(stream, input.baseAddress, input.count, output.baseAddress, output.count)
                case .zstd(let stream):
                    unsafe ccomp_zstd_step(stream, input.baseAddress, input.count, output.baseAddress, output.count)
                }
            }
        }
        return unsafe Step(
            status: result.status, consumed: result.consumed, produced: result.produced,
            message: result.message.map { unsafe String(cString: $0) } ?? "invalid data")
    }
}
