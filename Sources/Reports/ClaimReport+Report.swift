public import JSONBytes
public import LongContext

extension ClaimReport: Report {
    public var text: String {
        var lines: [String] = []
        func paragraph(_ label: String, _ text: String) {
            let indent = String(repeating: " ", count: 10)
            var wrapped = TerminalText.wrapped(
                TerminalText.printable(text), to: TextTable.width - 10, indent: indent)
            wrapped[0] = label + String(repeating: " ", count: max(1, 10 - label.utf8.count)) + wrapped[0]
            lines += wrapped
        }
        paragraph("claim", claim.words)
        paragraph("source", claim.source)
        paragraph("computed", claim.check)
        paragraph("verdict", verdict.rawValue.uppercased() + ": " + reason)
        var text = lines.joined(separator: "\n") + "\n\n" + findingTable
        // A warning that many findings share is said once.
        var warnings: [String] = []
        for warning in findings.flatMap(\.warnings) where !warnings.contains(warning) { warnings.append(warning) }
        let remarks = warnings.map { "* " + $0 } + limits.map { "Not seen: \($0)" }
        if !remarks.isEmpty { text += "\n" }
        for remark in remarks {
            text +=
                TerminalText.wrapped(TerminalText.printable(remark), to: TextTable.width - 2, indent: "  ")
                .joined(separator: "\n") + "\n"
        }
        return text
    }

    /// The findings, without the columns that no finding fills.
    private var findingTable: String {
        let hasDocuments = findings.contains { $0.documents != nil }
        let hasIntervals = findings.contains { $0.measured?.interval != nil }
        var table = TextTable(
            [.text("of")] + (hasDocuments ? [.figure("documents")] : []) + [.figure("claimed"), .figure("measured")]
                + (hasIntervals ? [.figure("95 %")] : []) + [.text("verdict")])
        for finding in findings {
            table.add(
                [finding.scope] + (hasDocuments ? [finding.documents.map(Figures.grouped) ?? "–"] : [])
                    + [
                        Self.figure(finding.claimed, finding.unit),
                        finding.measured.map { Self.figure($0.value, finding.unit) } ?? "–",
                    ] + (hasIntervals ? [finding.measured?.interval.map { Self.range($0, finding.unit) } ?? "–"] : [])
                    + [finding.verdict.rawValue + (finding.warnings.isEmpty ? "" : " *")])
        }
        return table.text()
    }

    private static func figure(_ value: Double, _ unit: ClaimUnit) -> String {
        switch unit {
        case .times: Figures.decimal(value, 3)
        case .pages: Figures.decimal(value, 0)
        case .share: Figures.decimal(value * 100, 1) + " %"
        }
    }

    private static func range(_ interval: ConfidenceInterval, _ unit: ClaimUnit) -> String {
        switch unit {
        case .times: "\(Figures.decimal(interval.low, 3))–\(Figures.decimal(interval.high, 3))"
        case .pages: "\(Figures.decimal(interval.low, 0))–\(Figures.decimal(interval.high, 0))"
        case .share: "\(Figures.decimal(interval.low * 100, 1))–\(Figures.decimal(interval.high * 100, 1)) %"
        }
    }

    /// One row for each finding.
    public var csv: [UInt8] {
        var table = CSVTable(
            header: [
                "claim", "scope", "documents", "unit", "claimed", "measured", "low", "high", "verdict", "reason",
                "warnings",
            ])
        for finding in findings {
            table.add([
                claim.identifier, finding.scope, finding.documents.map(String.init) ?? "", finding.unit.rawValue,
                CSVTable.number(finding.claimed), CSVTable.number(finding.measured?.value),
                CSVTable.number(finding.measured?.interval?.low), CSVTable.number(finding.measured?.interval?.high),
                finding.verdict.rawValue, finding.reason, finding.warnings.joined(separator: "; "),
            ])
        }
        return table.bytes
    }

    public func write(to json: inout JSONWriter) {
        json.beginObject()
        json.member("schema", "malmoi.claim/1")
        json.key("claim")
        json.beginObject()
        json.member("identifier", claim.identifier.isEmpty ? nil : claim.identifier)
        json.member("words", claim.words)
        json.member("source", claim.source)
        json.member("computed", claim.check)
        json.endObject()
        json.member("verdict", verdict.rawValue)
        json.member("reason", reason)
        json.member("limits", limits)
        json.key("findings")
        json.beginArray()
        for finding in findings {
            json.beginObject()
            json.member("scope", finding.scope)
            json.member("documents", finding.documents)
            json.member("unit", finding.unit.rawValue)
            json.member("claimed", finding.claimed)
            json.member("measured", finding.measured)
            json.member("verdict", finding.verdict.rawValue)
            json.member("reason", finding.reason)
            json.member("warnings", finding.warnings)
            json.endObject()
        }
        json.endArray()
        json.endObject()
    }
}
