public import JSONBytes
public import LongContext

/// `malmoi memory`: the key-value cache of a model, and of others next to it.
public struct MemoryReport: Report {
    /// A model whose cache is counted.
    public struct Model: Sendable {
        public let name: String
        public let layout: AttentionLayout
        /// The longest text it takes, if that is known.
        public let context: Int?
        /// Where the layout comes from, and how sure that is.
        public let source: String

        public init(name: String, layout: AttentionLayout, context: Int?, source: String) {
            self.name = name
            self.layout = layout
            self.context = context
            self.source = source
        }
    }

    /// The caches at one length.
    public struct Row: Sendable {
        public let tokens: Int
        public let batch: Int
        /// The model's and the others' bytes, as the architecture needs them.
        public let architectural: [Int]
        /// The same in an engine that keeps sliding layers at full length.
        public let reserved: [Int]
    }

    public let element: CacheElement
    /// The model in question first, then those that it is held against.
    public let models: [Model]
    public let rows: [Row]

    /// - Throws: ``LongContextError`` for lengths and batches that cannot be.
    public init(
        models: [Model], tokens: [Int], batches: [Int], element: CacheElement
    ) throws(LongContextError) {
        self.models = models
        self.element = element
        var rows: [Row] = []
        for batch in batches {
            for length in tokens {
                func bytes(_ accounting: CacheAccounting) throws(LongContextError) -> [Int] {
                    try models.map { (model) throws(LongContextError) in
                        try model.layout.cacheBytes(
                            tokens: length, batch: batch, element: element, accounting: accounting)
                    }
                }
                rows.append(
                    Row(
                        tokens: length, batch: batch, architectural: try bytes(.architectural),
                        reserved: try bytes(.engineReserved)))
            }
        }
        self.rows = rows
    }

    /// The share of `baseline` that is saved; `nil` where that is nothing.
    private static func saving(_ bytes: Int, _ baseline: Int) -> Double? {
        baseline == 0 ? nil : 1 - Double(bytes) / Double(baseline)
    }

    private static func percent(_ saving: Double?) -> String {
        // A saving of 70 % is shown as −70 % of memory.
        saving.map { $0 == 0 ? "0.0 %" : ($0 > 0 ? "−" : "+") + Figures.decimal(abs($0) * 100, 1) + " %" } ?? "–"
    }

    public var text: String {
        var text = "key-value cache in \(element.rawValue), weights not counted\n"
        for model in models {
            let context = model.context.map { ", context \(Figures.grouped($0))" } ?? ", context unknown"
            text +=
                TerminalText.wrapped(
                    TerminalText.printable("\(model.name): \(model.layout.summary)\(context) \(model.source)"),
                    to: TextTable.width - 4, indent: "    "
                ).joined(separator: "\n") + "\n"
        }
        for (index, model) in models.enumerated() {
            let isFirst = index == 0
            var table = TextTable(
                [.figure("tokens"), .figure("batch"), .figure("architectural"), .figure("engine-reserved")]
                    + (isFirst ? [.figure("saved by sliding")] : [.figure("\(models[0].name)"), .figure("saved")]))
            for row in rows {
                let beyond = model.context.map { row.tokens > $0 } ?? false
                table.add(
                    [
                        Figures.grouped(row.tokens) + (beyond ? "*" : ""), Figures.grouped(row.batch),
                        Figures.bytes(row.architectural[index]), Figures.bytes(row.reserved[index]),
                    ]
                        + (isFirst
                            ? [Self.percent(Self.saving(row.architectural[0], row.reserved[0]))]
                            : [
                                Figures.bytes(row.architectural[0]),
                                Self.percent(Self.saving(row.architectural[0], row.architectural[index])),
                            ]))
            }
            text += "\n" + (isFirst ? model.name : "against \(model.name)") + "\n" + table.text()
        }
        if rows.contains(where: { row in models.contains { $0.context.map { row.tokens > $0 } ?? false } }) {
            text += "\n* longer than the model's context\n"
        }
        return text
    }

    public var csv: [UInt8] {
        var table = CSVTable(
            header: [
                "model", "element", "tokens", "batch", "architectural_bytes", "engine_reserved_bytes",
                "first_model_saves",
            ])
        for row in rows {
            for (index, model) in models.enumerated() {
                table.add([
                    model.name, element.rawValue, "\(row.tokens)", "\(row.batch)", "\(row.architectural[index])",
                    "\(row.reserved[index])",
                    index == 0
                        ? "" : CSVTable.number(Self.saving(row.architectural[0], row.architectural[index])),
                ])
            }
        }
        return table.bytes
    }

    public func write(to json: inout JSONWriter) {
        json.beginObject()
        json.member("schema", "malmoi.memory/1")
        json.member("element", element.rawValue)
        json.key("models")
        json.beginArray()
        for model in models {
            json.beginObject()
            json.member("name", model.name)
            json.member("layout", model.layout.summary)
            json.member("context", model.context)
            json.member("source", model.source)
            json.endObject()
        }
        json.endArray()
        json.key("rows")
        json.beginArray()
        for row in rows {
            json.beginObject()
            json.member("tokens", row.tokens)
            json.member("batch", row.batch)
            json.key("models")
            json.beginArray()
            for index in models.indices {
                json.beginObject()
                json.member("name", models[index].name)
                json.member("architectural_bytes", row.architectural[index])
                json.member("engine_reserved_bytes", row.reserved[index])
                json.member(
                    "first_model_saves",
                    index == 0 ? nil : Self.saving(row.architectural[0], row.architectural[index]))
                json.endObject()
            }
            json.endArray()
            json.endObject()
        }
        json.endArray()
        json.endObject()
    }
}
