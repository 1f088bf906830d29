//! What no reading decides: the seller looked there and says how it ended.

use chrono::TimeDelta;
use domain::{ActionState, EventKind, LineId, Stage, Target};
use engine::view::{ProblemCode, ShipRow};
use market::ErrorKind;

use crate::support::{Bench, Fault, line, only_action, settle};

#[tokio::test]
async fn the_seller_settles_what_stays_unknown_and_the_journal_says_so() {
    for as_done in [true, false] {
        let (bench, engine, account, shop) =
            Bench::in_parts(|shop| shop.add_lines(vec![line("1-1-a", Stage::Preparing)])).await;
        shop.fail_next(Fault::LostBefore);
        let row = ShipRow {
            account: account.clone(),
            line: "1-1-a".into(),
            courier: "CJGLS".into(),
            invoice: "1234567890".into(),
        };
        engine.ship(vec![row.clone()]).await.unwrap();
        engine.run_due().await.unwrap();
        let action = only_action(&engine).await;
        let target = || Target::Line(LineId::from("1-1-a"));
        let early = engine.settle_unknown(action.id.clone(), target(), as_done).await.unwrap_err();
        assert_eq!(early.code, ProblemCode::BadInput, "a reading may still decide");
        assert!(action.settles_by_hand_at.unwrap() > action.sent_at.unwrap());
        shop.break_feed("", ErrorKind::Network);
        bench.clock.advance(TimeDelta::minutes(10));
        let stray = Target::Line(LineId::from("2-1-a"));
        assert!(engine.settle_unknown(action.id.clone(), stray, as_done).await.is_err());
        engine.settle_unknown(action.id.clone(), target(), as_done).await.unwrap();
        let settled = only_action(&engine).await;
        let state = if as_done { ActionState::Done } else { ActionState::Failed };
        assert_eq!((settled.state, settled.settles_by_hand_at), (state, None));
        assert!(settled.error.unwrap().ko.contains("판매자센터에서 확인해"));
        let timeline = engine.order_detail(account, "1-1-a".into()).await.unwrap().timeline;
        let told = timeline.iter().find(|entry| matches!(entry.kind, EventKind::ActionMoved { .. })).unwrap();
        assert!(told.words.as_ref().unwrap().ko.contains("판매자센터에서 확인해"), "{told:?}");
        assert!(engine.settle_unknown(action.id, target(), as_done).await.is_err(), "it is known now");
        shop.mend();
        bench.clock.advance(TimeDelta::minutes(10));
        settle(&bench, &engine).await;
        assert_eq!(shop.received().len(), 1, "nothing is sent for it");
        let again = engine.ship(vec![row]).await.unwrap();
        assert_eq!(again.actions.len(), 1, "the line is released: {:?}", again.blocked);
    }
}
