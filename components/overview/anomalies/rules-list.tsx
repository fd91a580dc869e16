interface RulesListProps {
  title: string;
  rules: readonly { readonly id: string; readonly head: string; readonly text: string }[];
}

/** The rules with the very numbers they use. */
export function RulesList({ title, rules }: RulesListProps) {
  return (
    <section className="anom-rules wp-section" id="rules" aria-labelledby="rules-title">
      <h2 id="rules-title">{title}</h2>
      <dl>
        {rules.map(({ id, head, text }) => (
          <div key={id}>
            <dt>{head}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
