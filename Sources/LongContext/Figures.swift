/// Figures as text, the same on every machine and in every locale.
package enum Figures {
    /// `value` with `digits` digits after the point, rounded half away from zero.
    package static func decimal(_ value: Double, _ digits: Int) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return "\(value)" }
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let scaled = Int((abs(value) * scale).rounded())
        let whole = scaled / Int(scale)
        let sign = value < 0 && scaled != 0 ? "−" : ""
        if digits == 0 { return sign + String(whole) }
        let fraction = String(scaled % Int(scale))
        return sign + "\(whole)." + String(repeating: "0", count: digits - fraction.count) + fraction
    }

    /// A whole number with a comma before every three digits.
    package static func grouped(_ value: Int) -> String {
        let digits = Array(String(value.magnitude).utf8)
        var text: [UInt8] = value < 0 ? Array("−".utf8) : []
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append(UInt8(ascii: ",")) }
            text.append(digit)
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Bytes in the unit that leaves few digits, powers of 1,024.
    package static func bytes(_ value: Int) -> String {
        let units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"]
        var scaled = Double(value)
        var unit = 0
        while abs(scaled) >= 1_024, unit < units.count - 1 {
            scaled /= 1_024
            unit += 1
        }
        return unit == 0
            ? "\(value) B" : decimal(scaled, scaled < 9.9995 ? 3 : scaled < 99.995 ? 2 : 1) + " " + units[unit]
    }

    package static func range(_ interval: ConfidenceInterval, _ unit: ClaimUnit) -> String {
        switch unit {
        case .times: "\(decimal(interval.low, 3)) to \(decimal(interval.high, 3))"
        case .pages: "\(decimal(interval.low, 0)) to \(decimal(interval.high, 0)) pages"
        case .share: "\(decimal(interval.low * 100, 1)) to \(decimal(interval.high * 100, 1)) %"
        }
    }
}
