//! Things with a place, in the order of their places.

/// Sorts by what `place` gives, a start and a tie-break; what has the same place keeps its order.
///
/// One instance of the standard library's sort serves every type of thing, since each takes
/// kilobytes in a WebAssembly module. What is in order already is not moved.
pub fn sort_by_place<T>(items: &mut Vec<T>, place: impl Fn(&T) -> (u32, u32)) {
    let places = items.iter().zip(0_u32..);
    let mut order: Vec<((u32, u32), u32)> = places.map(|(item, idx)| (place(item), idx)).collect();
    if order.is_sorted() {
        return;
    }
    order.sort_unstable();
    let mut left: Vec<Option<T>> = std::mem::take(items).into_iter().map(Some).collect();
    let sorted = order.into_iter();
    items.extend(sorted.filter_map(|(_, idx)| left.get_mut(idx as usize)?.take()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(given: &[(u32, u32, char)], wanted: &str) {
        let mut items = given.to_vec();
        sort_by_place(&mut items, |(start, end, _)| (*start, *end));
        let names: String = items.iter().map(|(_, _, name)| name).collect();
        assert_eq!(names, wanted);
    }

    #[test]
    fn things_come_in_the_order_of_their_places() {
        check(&[], "");
        check(&[(3, 0, 'c'), (1, 9, 'b'), (1, 2, 'a')], "abc");
    }

    #[test]
    fn the_same_place_keeps_the_order() {
        check(&[(2, 0, 'x'), (1, 0, 'b'), (1, 0, 'a')], "bax");
    }
}
