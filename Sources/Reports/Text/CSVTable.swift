/// A table for programs: comma-separated values after RFC 4180, with LF as line end, in UTF-8.
struct CSVTable {
    private(set) var bytes: [UInt8] = []

    init(header: [String]) {
        add(header)
    }

    mutating func add(_ fields: [String]) {
        for (index, field) in fields.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            let field = Array(field.utf8)
            if field.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }) {
                bytes.append(0x22)
                for byte in field { bytes.append(contentsOf: byte == 0x22 ? [0x22, 0x22] : [byte]) }
                bytes.append(0x22)
            } else {
                bytes.append(contentsOf: field)
            }
        }
        bytes.append(0x0A)
    }

    /// The shortest number that reads back as the same, or nothing for a value that is not there.
    static func number(_ value: Double?) -> String {
        guard let value, value.isFinite else { return "" }
        return value.description
    }
}
