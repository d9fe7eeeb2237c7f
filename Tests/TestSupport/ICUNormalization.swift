internal import CICU

/// ICU's own normalization of whole runs of well-formed UTF-8: the judge of Malmoi's normalizer, which uses ICU for
/// single characters only.
public enum ICUNormalization: String, Sendable, CaseIterable {
    case nfc, nfkc, nfd, nfkd

    /// Normalizes every maximal well-formed run of `bytes`; other bytes stay.
    public func normalize(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var run: [UInt16] = []
        var parser = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var offset = 0
        while true {
            switch parser.parseScalar(from: &iterator) {
            case .valid(let encoded):
                run.append(contentsOf: UTF16.encode(Unicode.UTF8.decode(encoded)) ?? .init())
                offset += encoded.count
            case .error(let length):
                result += Self.utf8(normalizeRun(run))
                run.removeAll()
                result += bytes[offset..<offset + length]
                offset += length
            case .emptyInput:
                return result + Self.utf8(normalizeRun(run))
            }
        }
    }

    /// The class of every code point, asked one by one.
    public func classes() -> [UInt8] {
        var classes = [UInt8](repeating: 0, count: 0x11_0000)
        unsafe classes.withUnsafeMutableBufferPointer { buffer in
            unsafe cicu_normalization_classes(form, 0, 0x11_0000, buffer.baseAddress)
        }
        return classes
    }

    private var form: cicu_normalization_form {
        switch self {
        case .nfc: .nfc
        case .nfkc: .nfkc
        case .nfd: .nfd
        case .nfkd: .nfkd
        }
    }

    private func normalizeRun(_ units: [UInt16]) -> [UInt16] {
        let capacity = units.count * 18 + 16
        return unsafe [UInt16](unsafeUninitializedCapacity: capacity) { buffer, count in
            let length = unsafe cicu_normalize_utf16(
                form, units, Int32(units.count), buffer.baseAddress, Int32(capacity))
            precondition(length >= 0 && length <= capacity, "ICU must normalize the run")
            count = Int(length)
        }
    }

    private static func utf8(_ units: [UInt16]) -> [UInt8] {
        Array(String(decoding: units, as: UTF16.self).utf8)
    }
}
