import JSONBytes
import TextNormalization

/// A normalization report as a table or a line of JSON.
struct NormalizationListing {
    let report: NormalizationReport

    func bytes(_ format: HangulFormat) -> [UInt8] {
        format == .json ? json() : table()
    }

    private func table() -> [UInt8] {
        var lines = [Self.row("found", "changed", "by \(report.policy.rawValue)")]
        lines += report.features.map { feature in
            Self.row("\(report[feature].found)", "\(report[feature].changed)", feature.rawValue)
        }
        lines.append(
            "\(report.changedTexts) of \(report.texts) documents change; "
                + "\(report.bytesBefore) bytes become \(report.bytesAfter)")
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    private static func row(_ found: String, _ changed: String, _ name: String) -> String {
        [found, changed].map { String(repeating: " ", count: max(12 - $0.utf8.count, 1)) + $0 }.joined() + "  " + name
    }

    private func json() -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("policy", report.policy.rawValue)
        writer.member("documents", report.texts)
        writer.member("changed_documents", report.changedTexts)
        writer.member("bytes_before", report.bytesBefore)
        writer.member("bytes_after", report.bytesAfter)
        writer.key("kinds")
        writer.beginObject()
        for feature in report.features {
            writer.key(feature.rawValue)
            writer.beginObject()
            writer.member("found", report[feature].found)
            writer.member("changed", report[feature].changed)
            writer.endObject()
        }
        writer.endObject()
        writer.endObject()
        writer.newline()
        return writer.takeBytes()
    }
}
