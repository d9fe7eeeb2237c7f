import Documents
import LongContext

/// Measures all documents of a source with any number of threads.
enum MeasuringWork {
    /// - Parameter receive: called with every document's measure, in the order of the documents.
    /// - Throws: what reading and counting throw, and `InputError` for a text that is in another encoding.
    static func run(
        _ source: DocumentSource, measurer: DocumentMeasurer, genres: GenreRule, threads: Int,
        receive: @escaping (DocumentMeasure) -> Void
    ) throws {
        let progress = ProgressBar("measuring", unit: .bytes)
        try OrderedWork.run(source, threads: threads) { documents in
            try documents.map { document in
                try refuseOtherEncodings(document)
                return try LocatedError.naming(document) {
                    try measurer.measure(
                        document.text, name: document.id ?? Array(document.name.utf8), genre: genres.genre(of: document)
                    )
                }
            }
        } receive: { measures, state in
            for measure in measures { receive(measure) }
            progress.update(state.bytesRead, of: state.totalBytes)
        }
        progress.finish()
    }

    /// Stops at a text that is Korean in another encoding: its tokens would be those of garbage.
    static func refuseOtherEncodings(_ document: Document) throws {
        if case .encoding(let encoding)? = EncodingHint.detect(document.text) {
            throw InputError("\(document.name): \(EncodingHint.encoding(encoding))")
        }
    }
}
