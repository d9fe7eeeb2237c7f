public import JSONBytes

/// A result that can be shown to people and handed to programs.
public protocol Report {
    /// Lines for a terminal of 100 columns.
    var text: String { get }
    /// Comma-separated values with a header line.
    var csv: [UInt8] { get }
    /// One JSON value, after Documentation/ReportSchema.md.
    func write(to json: inout JSONWriter)
}

/// The forms of a report.
public enum ReportFormat: String, Sendable, CaseIterable {
    case table, json, csv
}

extension Report {
    /// The report in one of its forms.
    public func bytes(_ format: ReportFormat) -> [UInt8] {
        switch format {
        case .table: return Array(text.utf8)
        case .csv: return csv
        case .json:
            var writer = JSONWriter(.pretty)
            write(to: &writer)
            writer.newline()
            return writer.takeBytes()
        }
    }
}
