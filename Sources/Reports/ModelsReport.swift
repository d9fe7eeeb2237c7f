public import JSONBytes
public import LongContext

/// `malmoi models`: what is known of models, and where from.
public struct ModelsReport: Report {
    public let profiles: [ModelProfile]
    /// Whether every value is shown with its source, as is done for a model that was asked for by name.
    public let showsSources: Bool

    public init(_ profiles: [ModelProfile], showsSources: Bool) {
        self.profiles = profiles
        self.showsSources = showsSources
    }

    private static func sign(_ mark: SourceMark) -> String {
        switch mark {
        case .read: ""
        case .computed: "ᶜ"
        case .secondHand: "²"
        case .unverified: "?"
        }
    }

    public var text: String { showsSources ? sheets : listing }

    private var listing: String {
        var table = TextTable([
            .text("model"), .text("vendor"), .figure("ids"), .text("normalizer"), .figure("context"),
            .text("attention"),
        ])
        for profile in profiles {
            table.add([
                profile.identifier, profile.vendor,
                profile.vocabularySize.map { Figures.grouped($0.value) + Self.sign($0.mark) } ?? "unknown",
                profile.normalizer.map { $0.value + Self.sign($0.mark) } ?? "unknown",
                profile.contexts.first.map { Figures.grouped($0.value.tokens) + Self.sign($0.mark) } ?? "unknown",
                profile.layout.map { $0.value.summary + Self.sign($0.mark) } ?? "unknown",
            ])
        }
        return table.text() + "\nᶜ computed from what was read  ² second-hand  ? unverified; without a sign: read\n"
            + "`malmoi models NAME` shows the sources.\n"
    }

    private var sheets: String {
        profiles.map { profile in
            var lines = ["\(profile.name) (\(profile.vendor))"]
            func add(_ label: String, _ value: String, _ mark: SourceMark?, _ source: String?) {
                let padded = label + String(repeating: " ", count: max(1, 14 - label.utf8.count))
                let detail = mark.map { "  [\($0.rawValue)] \(source ?? "")" } ?? ""
                var wrapped = TerminalText.wrapped(
                    value + detail, to: TextTable.width - 16, indent: String(repeating: " ", count: 16))
                wrapped[0] = "  " + padded + wrapped[0]
                lines += wrapped
            }
            func add<Value>(_ label: String, _ sourced: Sourced<Value>?, _ show: (Value) -> String) {
                add(label, sourced.map { show($0.value) } ?? "unknown", sourced?.mark, sourced?.source)
            }
            add("parameters", profile.parameters) { Self.parameters($0) }
            add("ids", profile.vocabularySize) { Figures.grouped($0) }
            add("normalizer", profile.normalizer) { $0 }
            for context in profile.contexts {
                add("context", context) { "\(Figures.grouped($0.tokens)) (\($0.meaning))" }
            }
            if profile.contexts.isEmpty { add("context", "unknown", nil, nil) }
            add("attention", profile.layout) { $0.summary }
            for note in profile.notes { add("note", note, nil, nil) }
            return lines.joined(separator: "\n") + "\n"
        }.joined(separator: "\n")
    }

    private static func parameters(_ count: ParameterCount) -> String {
        func billions(_ value: Double) -> String {
            value.rounded() == value ? "\(Int(value))B" : "\(Figures.decimal(value, 1))B"
        }
        return billions(count.total) + (count.active.map { ", \(billions($0)) active" } ?? "")
    }

    /// One row for each value.
    public var csv: [UInt8] {
        var table = CSVTable(header: ["model", "name", "vendor", "field", "value", "detail", "mark", "source"])
        for profile in profiles {
            func add<Value>(_ field: String, _ sourced: Sourced<Value>?, _ value: (Value) -> (String, String)) {
                let shown = sourced.map { value($0.value) }
                table.add([
                    profile.identifier, profile.name, profile.vendor, field, shown?.0 ?? "", shown?.1 ?? "",
                    sourced?.mark.rawValue ?? "unknown", sourced?.source ?? "",
                ])
            }
            add("parameters", profile.parameters) {
                (CSVTable.number($0.total), $0.active.map { "active \(CSVTable.number($0))" } ?? "")
            }
            add("vocabulary_size", profile.vocabularySize) { ("\($0)", "") }
            add("normalizer", profile.normalizer) { ($0, "") }
            for context in profile.contexts { add("context", context) { ("\($0.tokens)", $0.meaning) } }
            add("layout", profile.layout) { ($0.summary, "") }
        }
        return table.bytes
    }

    public func write(to json: inout JSONWriter) {
        json.beginObject()
        json.member("schema", "malmoi.models/1")
        json.key("models")
        json.beginArray()
        for profile in profiles { write(profile, to: &json) }
        json.endArray()
        json.endObject()
    }

    private func write(_ profile: ModelProfile, to json: inout JSONWriter) {
        json.beginObject()
        json.member("identifier", profile.identifier)
        json.member("name", profile.name)
        json.member("vendor", profile.vendor)
        json.member("aliases", profile.aliases)
        write("parameters", profile.parameters, to: &json) { json, count in
            json.member("total_billions", count.total)
            json.member("active_billions", count.active)
        }
        write("vocabulary_size", profile.vocabularySize, to: &json) { $0.member("value", $1) }
        write("normalizer", profile.normalizer, to: &json) { $0.member("value", $1) }
        json.key("contexts")
        json.beginArray()
        for context in profile.contexts {
            write(context, to: &json) { json, limit in
                json.member("tokens", limit.tokens)
                json.member("meaning", limit.meaning)
            }
        }
        json.endArray()
        write("layout", profile.layout, to: &json) { json, layout in
            json.member("summary", layout.summary)
            json.member("query_heads", layout.queryHeads)
            json.key("groups")
            json.beginArray()
            for group in layout.groups {
                json.beginObject()
                json.member("layers", group.count)
                if case .sliding(let window) = group.reach {
                    json.member("window", window)
                } else {
                    json.member("window", Int?.none)
                }
                switch group.state {
                case .keysAndValues(let heads, let dimension):
                    json.member("kv_heads", heads)
                    json.member("head_dimension", dimension)
                case .latent(let rank, let rotary):
                    json.member("latent_rank", rank)
                    json.member("rotary_dimension", rotary)
                }
                json.endObject()
            }
            json.endArray()
        }
        json.member("notes", profile.notes)
        json.endObject()
    }

    private func write<Value>(
        _ name: String, _ sourced: Sourced<Value>?, to json: inout JSONWriter,
        _ members: (inout JSONWriter, Value) -> Void
    ) {
        json.key(name)
        if let sourced { write(sourced, to: &json, members) } else { json.null() }
    }

    private func write<Value>(
        _ sourced: Sourced<Value>, to json: inout JSONWriter, _ members: (inout JSONWriter, Value) -> Void
    ) {
        json.beginObject()
        members(&json, sourced.value)
        json.member("mark", sourced.mark.rawValue)
        json.member("source", sourced.source)
        json.endObject()
    }
}
