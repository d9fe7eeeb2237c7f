public import JSONBytes
internal import LongContext

extension ComparisonReport {
    public func write(to json: inout JSONWriter) {
        json.beginObject()
        json.member("schema", "malmoi.compare/1")
        json.member("tokenizers", report.tokenizers)
        json.member("pages", pageNames)
        json.key("bootstrap")
        json.beginObject()
        json.member("resamples", report.bootstrap.resamples)
        json.member("seed", Int(truncatingIfNeeded: report.bootstrap.seed))
        json.member("unit", report.isExact ? "document" : "group of neighbouring documents")
        json.endObject()
        if let context {
            json.key("context")
            json.beginObject()
            json.member("model", context.model)
            json.member("tokens", context.tokens)
            json.member("fitting_shares", fittingShares)
            json.key("pages")
            json.beginArray()
            for estimate in pagesInContext { json.value(estimate) }
            json.endArray()
            json.endObject()
        }
        json.key("genre_means")
        json.beginArray()
        for mean in report.genreMeans { if let mean { json.double(mean) } else { json.null() } }
        json.endArray()
        json.key("total")
        write(report.total, genre: nil, to: &json)
        json.key("genres")
        json.beginArray()
        for genre in report.genres { write(genre, genre: genre.name, to: &json) }
        json.endArray()
        json.endObject()
    }

    private func write(_ group: GroupSummary, genre: [UInt8]?, to json: inout JSONWriter) {
        json.beginObject()
        json.key("genre")
        if let genre { json.string(genre) } else { json.null() }
        json.member("documents", group.documents)
        json.member("empty_documents", group.emptyDocuments)
        json.member("bytes", group.text.bytes)
        json.member("characters", group.text.characters)
        json.member("eojeol", group.text.eojeol)
        json.member("syllables", group.text.syllables)
        json.member("pages", group.pages)
        json.key("tokenizers")
        json.beginArray()
        for summary in group.tokenizers { write(summary, to: &json) }
        json.endArray()
        json.key("comparisons")
        json.beginArray()
        for comparison in group.comparisons {
            json.beginObject()
            json.member("tokenizer", comparison.tokenizer)
            json.member("baseline", comparison.baseline)
            json.member(
                "times_longer", Estimate(value: comparison.gain.times, interval: comparison.interval))
            json.member(
                "fewer_tokens_share", Estimate(value: comparison.saving.share, interval: comparison.savingInterval))
            json.endObject()
        }
        json.endArray()
        json.endObject()
    }

    private func write(_ summary: TokenizerSummary, to json: inout JSONWriter) {
        json.beginObject()
        json.member("tokens", summary.tokens)
        json.member("characters_per_token", summary.charactersPerToken)
        json.member("bytes_per_token", summary.bytesPerToken)
        json.member("tokens_per_eojeol", summary.tokensPerEojeol)
        json.member("document_mean", summary.documentMean)
        json.member("percentiles", summary.percentiles)
        json.key("pages_per_token")
        json.beginArray()
        for estimate in summary.pagesPerToken { json.value(estimate) }
        json.endArray()
        json.member("altered_documents", summary.alteredDocuments)
        json.endObject()
    }
}
