//! Values that are compared by being the same one: what was made of an answer is made anew when
//! another one has come, and nobody compares two large answers for that.

use std::rc::Rc;

/// See the head of this file.
#[derive(Clone, Debug)]
pub struct Same<T: ?Sized>(pub Rc<T>);

impl<T: ?Sized> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_are_not_the_same() {
        let one = Same(Rc::new(1));
        assert!(one == one.clone() && one != Same(Rc::new(1)));
    }
}
