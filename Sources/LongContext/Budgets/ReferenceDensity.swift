/// What a page of text takes with a tokenizer, measured once for those who have no documents at hand.
public struct ReferenceDensity: Sendable, Hashable {
    /// The tokenizer, for people.
    public let name: String
    /// Identifiers of the models whose tokenizer it is.
    public let models: [String]
    /// Tokens of a page of Hancom's default style.
    public let tokensPerPage: Percentiles
    public let charactersPerToken: Percentiles
    /// What was measured.
    public let basis: String

    /// The figures of a model's tokenizer.
    ///
    /// - Throws: ``LongContextError/noDensity(model:reason:)`` where nothing was measured for it.
    public static func density(of profile: ModelProfile) throws(LongContextError) -> ReferenceDensity {
        guard let found = all.first(where: { $0.models.contains(profile.identifier) }) else {
            throw .noDensity(model: profile.identifier, reason: "nothing was measured for its tokenizer")
        }
        return found
    }

    /// What a page costs.
    ///
    /// - Parameter name: what the error calls the model or tokenizer, if not by its name.
    /// - Throws: ``LongContextError/noDensity(model:reason:)`` where it was not measured on this kind of page.
    public func pageBudget(rule: PageRule, name: String? = nil) throws(LongContextError) -> PageBudget {
        switch rule {
        case .typeset(.hancom):
            return PageBudget(tokensPerPage: tokensPerPage, basis: basis)
        case .characters(let perPage):
            guard perPage >= 1 else {
                throw .outOfRange(what: "the characters a page", value: perPage, allowed: "one or more")
            }
            return PageBudget(charactersPerToken: charactersPerToken, charactersPerPage: perPage, basis: basis)
        case .typeset, .manuscript:
            throw .noDensity(
                model: name ?? self.name, reason: "it was measured on Hancom's page and by characters only")
        }
    }
}
