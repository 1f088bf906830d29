use proptest::prelude::*;

use super::*;

const KINDS: [ClaimKind; 3] = [Cancel, Return, Exchange];

fn states() -> impl Iterator<Item = ClaimState> {
    KINDS.into_iter().flat_map(|kind| ClaimStep::ALL.into_iter().map(move |step| ClaimState { kind, step }))
}

#[test]
fn a_settled_claim_never_moves() {
    for edge in EDGES {
        assert!(!edge.from.step.is_terminal(), "{edge:?} leaves a terminal step");
    }
}

#[test]
fn no_edge_stands_twice() {
    for (index, edge) in EDGES.iter().enumerate() {
        assert!(!EDGES[index + 1..].contains(edge), "{edge:?} stands twice");
    }
}

#[test]
fn every_state_that_can_be_reached_has_a_way_to_an_end() {
    for edge in EDGES {
        let ends = states()
            .filter(|state| state.step.is_terminal())
            .any(|end| edge.to == end || reaches(edge.to, end));
        assert!(ends, "{:?} is a dead end", edge.to);
    }
}

#[test]
fn what_may_be_read_later_is_what_can_be_reached() {
    for from in states().filter(|from| from.step != ClaimStep::Unknown) {
        for to in states().filter(|to| to.step != ClaimStep::Unknown && *to != from) {
            let possible = !from.step.is_terminal() && reaches(from, to);
            assert_eq!(from.may_become(to), possible, "{from:?} → {to:?}");
            assert!(
                !(from.may_become(to) && to.may_become(from)),
                "{from:?} and {to:?} turn into each other"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_walk_along_edges_ends_and_never_turns_back(choices in proptest::collection::vec(any::<prop::sample::Index>(), 1..20), kind in 0_usize..3) {
        let mut state = ClaimState { kind: KINDS[kind], step: Requested };
        let mut visited = vec![state];
        for choice in choices {
            let edges: Vec<_> = EDGES.iter().filter(|edge| edge.from == state).collect();
            if edges.is_empty() {
                break;
            }
            state = choice.get(&edges).to;
            prop_assert!(!visited.contains(&state), "{state:?} was visited before");
            visited.push(state);
        }
        prop_assert!(state.step.is_terminal() || EDGES.iter().any(|edge| edge.from == state));
    }

    #[test]
    fn a_verb_is_admitted_exactly_where_it_leads_somewhere(state in prop::sample::select(states().collect::<Vec<_>>()), verb in prop::sample::select(ClaimVerb::ALL.to_vec())) {
        if verb.is_on_hold() {
            prop_assert!(state.after(verb).next().is_none() && !(state.admits(verb) && state.step.is_terminal()));
            return Ok(());
        }
        prop_assert_eq!(state.admits(verb), state.after(verb).next().is_some());
        for goal in state.after(verb) {
            prop_assert!(state.may_become(goal));
            prop_assert!(state.shows(verb, goal));
        }
    }
}
